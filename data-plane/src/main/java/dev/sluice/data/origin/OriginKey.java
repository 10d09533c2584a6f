package dev.sluice.data.origin;

/**
 * What may share connections, queue and breaker: one origin of one tenant, reached in one way.
 *
 * @param host name or address without brackets, lower case
 * @param secure true for TLS
 * @param insecureSkipVerification accept certificates of unknown authorities
 */
public record OriginKey(String tenant, String host, int port, boolean secure, boolean insecureSkipVerification) {}
