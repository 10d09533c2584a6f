package dev.sluice.control.tenants.rest;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.tenants.TenantLimits;
import org.jspecify.annotations.Nullable;

/** A tenant's limits; what the request leaves out has AWS's default. */
public record TenantLimitsJson(int maxTimeoutMillis, int maxRestApis, boolean waitForPropagation) {
    static TenantLimits read(byte[] body) {
        var input = WireInput.of("putTenantLimitsInput", body);
        var standard = TenantLimits.DEFAULT;
        Boolean wait = input.body().flag("waitForPropagation");
        var limits = new TenantLimits(
                within(
                        "maxTimeoutMillis",
                        input.body().integer("maxTimeoutMillis"),
                        50,
                        900_000,
                        standard.maxTimeoutMillis()),
                within("maxRestApis", input.body().integer("maxRestApis"), 0, 1_000_000, standard.maxRestApis()),
                wait == null ? standard.waitForPropagation() : wait);
        input.check();
        return limits;
    }

    static TenantLimitsJson of(TenantLimits limits) {
        return new TenantLimitsJson(limits.maxTimeoutMillis(), limits.maxRestApis(), limits.waitForPropagation());
    }

    private static int within(String name, @Nullable Integer value, int least, int most, int otherwise) {
        if (value == null) {
            return otherwise;
        }
        if (value < least || value > most) {
            throw ProblemException.badRequest(
                    "Invalid %s specified, must be between %d and %d".formatted(name, least, most));
        }
        return value;
    }
}
