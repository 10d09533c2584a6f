package dev.sluice.aws.iam;

/** What policies say about a call. Only {@link #ALLOWED} lets it pass. */
public enum Decision {
    ALLOWED,
    EXPLICITLY_DENIED,
    IMPLICITLY_DENIED
}
