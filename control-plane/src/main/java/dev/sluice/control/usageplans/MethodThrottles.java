package dev.sluice.control.usageplans;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.patch.PatchMaps;
import dev.sluice.control.platform.values.Copies;
import java.util.LinkedHashMap;
import java.util.Map;

/** The limits of single methods of a stage in a plan while a call fills or patches them; how many is the door's concern. */
public final class MethodThrottles {
    private static final int MAX_KEY = 2048;

    private final Map<String, Throttle> byMethod = new LinkedHashMap<>();

    /** None. */
    public MethodThrottles() {}

    MethodThrottles(Map<String, Throttle> throttles) {
        byMethod.putAll(throttles);
    }

    Map<String, Throttle> build() {
        return Copies.of(byMethod);
    }

    Throttle get(String method) {
        return byMethod.getOrDefault(method, Throttle.UNSET);
    }

    /** Sets the limits of a method, named as {@code path/VERB}. */
    public void put(String method, Throttle throttle) {
        if (!method.startsWith("/") || method.length() > MAX_KEY) {
            throw ProblemException.badRequest(
                    "Invalid method throttle specified, must be named by resource path and HTTP method as /pets/GET");
        }
        byMethod.put(method, throttle);
    }

    void remove(String method) {
        if (byMethod.remove(method) == null) {
            throw ProblemException.notFound(PatchMaps.UNKNOWN_PARAMETER);
        }
    }

    void clear() {
        byMethod.clear();
    }
}
