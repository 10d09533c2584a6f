package dev.sluice.authorizer.data;

import java.util.regex.Pattern;

/** A tenant's account id: twelve digits, as an AWS account has. */
public record TenantId(String value) {
    private static final Pattern TWELVE_DIGITS = Pattern.compile("[0-9]{12}");

    /** The operator of the installation. */
    public static final TenantId OPERATOR = new TenantId("000000000001");

    public TenantId {
        if (!TWELVE_DIGITS.matcher(value).matches()) {
            throw new IllegalArgumentException("A tenant id is twelve digits");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
