package dev.sluice.aws.signature;

/** Names of the parameters of a presigned request. */
final class QueryParameters {
    static final String ALGORITHM = "X-Amz-Algorithm";
    static final String CREDENTIAL = "X-Amz-Credential";
    static final String SIGNATURE = "X-Amz-Signature";
    static final String SIGNED_HEADERS = "X-Amz-SignedHeaders";
    static final String DATE = "X-Amz-Date";
    static final String EXPIRES = "X-Amz-Expires";
    static final String SECURITY_TOKEN = "X-Amz-Security-Token";

    private QueryParameters() {}
}
