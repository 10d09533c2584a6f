package dev.sluice.control.tenants.rest;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.platform.wire.WireObject;
import dev.sluice.control.tenants.Limit;
import dev.sluice.control.tenants.TenantLimits;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A tenant's limits, each a member of its own name; what the request leaves out has AWS's default. */
public record TenantLimitsJson(@JsonAnyGetter Map<String, Integer> limits, boolean waitForPropagation) {
    static TenantLimits read(byte[] body) {
        var input = WireInput.of("putTenantLimitsInput", body);
        Map<String, Integer> changed = new HashMap<>();
        for (Limit limit : Limit.values()) {
            read(limit, input.body(), changed);
        }
        boolean waits = Boolean.TRUE.equals(input.body().flag("waitForPropagation"));
        input.check();
        return new TenantLimits(changed, waits);
    }

    static TenantLimitsJson of(TenantLimits limits) {
        Map<String, Integer> all = new LinkedHashMap<>();
        for (Limit limit : Limit.values()) {
            all.put(limit.label(), limits.of(limit));
        }
        return new TenantLimitsJson(all, limits.waitForPropagation());
    }

    private static void read(Limit limit, WireObject body, Map<String, Integer> changed) {
        Integer value = body.integer(limit.label());
        if (value == null) {
            return;
        }
        if (value < limit.least() || value > limit.most()) {
            throw ProblemException.badRequest("Invalid %s specified, must be between %d and %d"
                    .formatted(limit.label(), limit.least(), limit.most()));
        }
        if (value != limit.standard()) {
            changed.put(limit.label(), value);
        }
    }
}
