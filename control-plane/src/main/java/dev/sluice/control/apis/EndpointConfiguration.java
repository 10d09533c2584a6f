package dev.sluice.control.apis;

import dev.sluice.control.platform.errors.ProblemException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an API is meant to be reached from. Stored and echoed; a node serves EDGE and REGIONAL alike but for the pauses of
 * streams.
 *
 * @param types exactly one of EDGE, REGIONAL, PRIVATE
 * @param ipAddressType ipv4 or dualstack
 */
public record EndpointConfiguration(List<String> types, String ipAddressType, List<String> vpcEndpointIds) {
    static final Set<String> TYPES = Set.of("EDGE", "REGIONAL", "PRIVATE");
    private static final String PRIVATE = "PRIVATE";
    private static final String EDGE = "EDGE";
    private static final String DUALSTACK = "dualstack";

    public EndpointConfiguration {
        types = List.copyOf(types);
        vpcEndpointIds = List.copyOf(vpcEndpointIds);
    }

    /** What was asked for, with defaults; refuses impossible combinations (management-api 3). */
    static EndpointConfiguration of(
            @Nullable List<String> types, @Nullable String ipAddressType, @Nullable List<String> vpcEndpointIds) {
        if (types != null && types.isEmpty()) {
            throw ProblemException.badRequest("REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.");
        }
        if (types != null && types.size() > 1) {
            throw ProblemException.badRequest("Cannot create an api with multiple Endpoint Types.");
        }
        String type = types == null ? EDGE : types.getFirst();
        String defaultAddress = type.equals(PRIVATE) ? DUALSTACK : "ipv4";
        return new EndpointConfiguration(
                        List.of(type),
                        ipAddressType == null ? defaultAddress : ipAddressType,
                        vpcEndpointIds == null ? List.of() : vpcEndpointIds)
                .checked();
    }

    public boolean isEdge() {
        return types.contains(EDGE);
    }

    public boolean isPrivate() {
        return types.contains(PRIVATE);
    }

    /**
     * Moving to PRIVATE also changes the address type, as recorded (management-api 6); moving away drops the VPC
     * endpoints, which only a PRIVATE API has. From PRIVATE there is no way to EDGE (domains-and-endpoints 1).
     */
    EndpointConfiguration withType(String type) {
        if (isPrivate() && type.equals(EDGE)) {
            throw ProblemException.badRequest("Cannot update endpoint from PRIVATE to EDGE");
        }
        return type.equals(PRIVATE)
                ? new EndpointConfiguration(List.of(type), DUALSTACK, vpcEndpointIds)
                : new EndpointConfiguration(List.of(type), ipAddressType, List.of());
    }

    EndpointConfiguration withIpAddressType(String changed) {
        return new EndpointConfiguration(types, changed, vpcEndpointIds).checked();
    }

    public EndpointConfiguration withVpcEndpointIds(List<String> changed) {
        return new EndpointConfiguration(types, ipAddressType, changed).checked();
    }

    private EndpointConfiguration checked() {
        if (isPrivate() && !ipAddressType.equals(DUALSTACK)) {
            throw ProblemException.badRequest("Only dualstack ipAddressType is supported for Private APIs.");
        }
        if (!isPrivate() && !vpcEndpointIds.isEmpty()) {
            throw ProblemException.badRequest("VPCEndpoints can only be specified with PRIVATE apis.");
        }
        return this;
    }
}
