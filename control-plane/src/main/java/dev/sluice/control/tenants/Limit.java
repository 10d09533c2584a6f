package dev.sluice.control.tenants;

import dev.sluice.control.platform.errors.ProblemException;

/** A number that a tenant keeps to (management-api 14): AWS's default, unless the operator set another. */
public enum Limit {
    REST_APIS("maxRestApis", 600, 1_000_000, "REST APIs for this account"),
    RESOURCES("maxResources", 300, 3_000, "resources for this API"),
    STAGES("maxStages", 10, 100, "stages for this API"),
    STAGE_VARIABLES("maxStageVariables", 100, 1_000, "stage variables for this stage"),
    AUTHORIZERS("maxAuthorizers", 10, 100, "authorizers for this API"),
    DOCUMENTATION_PARTS("maxDocumentationParts", 2_000, 20_000, "documentation parts for this API"),
    USAGE_PLANS("maxUsagePlans", 300, 3_000, "Usage Plans for this account"),
    PLANS_PER_KEY("maxUsagePlansPerKey", 10, 100, "Usage Plans for this API Key"),
    API_KEYS("maxApiKeys", 10_000, 100_000, "API Keys for this account"),
    CLIENT_CERTIFICATES("maxClientCertificates", 60, 600, "client certificates for this account"),
    VPC_LINKS("maxVpcLinks", 20, 200, "VPC links for this account"),
    ROLES("maxRoles", 1_000, 10_000, "roles for this account"),
    METHOD_THROTTLES("maxMethodThrottles", 20, 200, "method throttles for this API Stage"),
    /** Of an integration, in milliseconds. */
    TIMEOUT("maxTimeoutMillis", 29_000, 900_000),
    /** Of the account, in calls. */
    THROTTLE_BURST("throttleBurstLimit", 5_000, 1_000_000),
    /** Of the account, in calls a second. */
    THROTTLE_RATE("throttleRateLimit", 10_000, 1_000_000);

    private static final int LEAST_TIMEOUT_MILLIS = 50;

    private final String label;
    private final int standard;
    private final int most;
    private final String counted;

    Limit(String label, int standard, int most) {
        this(label, standard, most, label);
    }

    Limit(String label, int standard, int most, String counted) {
        this.label = label;
        this.standard = standard;
        this.most = most;
        this.counted = counted;
    }

    /** The name on the wire. */
    public String label() {
        return label;
    }

    /** What AWS gives an account. */
    public int standard() {
        return standard;
    }

    /** The least that an operator may set. */
    public int least() {
        return this == TIMEOUT ? LEAST_TIMEOUT_MILLIS : 0;
    }

    /** The most that an operator may set. */
    public int most() {
        return most;
    }

    /** The refusal of one more. */
    ProblemException reached(int limit) {
        return ProblemException.limitExceeded("Maximum number of " + counted + " has been reached: " + limit);
    }
}
