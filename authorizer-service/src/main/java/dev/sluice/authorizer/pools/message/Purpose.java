package dev.sluice.authorizer.pools.message;

import java.time.Duration;

/** What a message is for. */
public enum Purpose {
    SIGN_UP(Duration.ofHours(24)),
    FORGOT_PASSWORD(Duration.ofHours(1)),
    VERIFY_EMAIL(Duration.ofHours(24)),
    VERIFY_PHONE_NUMBER(Duration.ofHours(24)),
    INVITATION(Duration.ofDays(7));

    private final Duration validity;

    Purpose(Duration validity) {
        this.validity = validity;
    }

    /** How long the code holds. */
    public Duration validity() {
        return validity;
    }

    /** The purpose of verifying an attribute. */
    public static Purpose verifying(String attribute) {
        return attribute.equals("email") ? VERIFY_EMAIL : VERIFY_PHONE_NUMBER;
    }
}
