package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.EndpointConfiguration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where an API is reached from, on the wire. */
public record EndpointConfigurationJson(
        List<String> types, String ipAddressType, @Nullable List<String> vpcEndpointIds) {
    static EndpointConfigurationJson of(EndpointConfiguration endpoint) {
        return new EndpointConfigurationJson(
                endpoint.types(),
                endpoint.ipAddressType(),
                endpoint.vpcEndpointIds().isEmpty() ? null : endpoint.vpcEndpointIds());
    }
}
