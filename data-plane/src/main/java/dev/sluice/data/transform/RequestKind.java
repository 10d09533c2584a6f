package dev.sluice.data.transform;

/** Whom a mapped request is for; what of the client's it carries depends on it (rest-api-runtime 11.2). */
enum RequestKind {
    /** HTTP: mapped parameters only. */
    MAPPED,
    /** HTTP_PROXY: what the client sent, with mapped parameters on top. */
    PROXIED,
    /** AWS: mapped parameters only, for a function or a service. */
    SERVICE
}
