package dev.sluice.control.apis;

import dev.sluice.control.platform.errors.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The TLS policies that AWS names and how a resource says them (domains-and-endpoints 5). Stored and echoed; what is
 * served has a floor of its own.
 */
public final class TlsPolicy {
    /** Every policy. The legacy ones fit every endpoint. */
    public static final List<String> NAMES = List.of(
            "TLS_1_0",
            "TLS_1_2",
            "SecurityPolicy_TLS13_1_3_2025_09",
            "SecurityPolicy_TLS13_1_3_FIPS_2025_09",
            "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
            "SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09",
            "SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09",
            "SecurityPolicy_TLS13_1_2_PQ_2025_09",
            "SecurityPolicy_TLS13_1_2_2021_06",
            "SecurityPolicy_TLS13_2025_EDGE",
            "SecurityPolicy_TLS12_PFS_2025_EDGE",
            "SecurityPolicy_TLS12_2018_EDGE");

    /** How strictly a request has to come through the endpoint type of the resource. */
    public static final List<String> ACCESS_MODES = List.of("BASIC", "STRICT");

    private TlsPolicy() {}

    /** Refuses a value that is none, for members that a patch sets. */
    public static @Nullable String checked(String member, List<String> values, @Nullable String value) {
        if (value != null && !values.contains(value)) {
            throw ProblemException.badRequest(
                    "Invalid " + member + " specified. Valid options are " + String.join(",", values));
        }
        return value;
    }

    /** Refuses a policy that does not fit the endpoint types, and an access mode without an enhanced policy. */
    public static void requireFit(@Nullable String policy, @Nullable String accessMode, List<String> endpointTypes) {
        if (policy == null || !policy.startsWith("SecurityPolicy_")) {
            if (accessMode != null) {
                throw ProblemException.badRequest(
                        "An endpoint access mode requires a security policy that starts with SecurityPolicy_.");
            }
            return;
        }
        if (accessMode == null) {
            throw ProblemException.badRequest("The security policy " + policy + " requires an endpoint access mode.");
        }
        boolean ofEdge = policy.endsWith("_EDGE");
        if (endpointTypes.stream().noneMatch(type -> type.equals("EDGE") == ofEdge)) {
            throw ProblemException.badRequest(
                    "The security policy " + policy + " does not fit an endpoint of type " + endpointTypes + ".");
        }
    }
}
