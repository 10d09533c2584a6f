package dev.sluice.conformance;

/**
 * An answer as it came over the wire.
 *
 * @param errorType the error's type by its header; empty without one
 */
record Wire(int status, String errorType, String contentType, String body) {}
