package dev.sluice.control.platform.wire;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/**
 * Answers of the management API are flat JSON whatever a caller would accept, HAL included (management-api 1). The door
 * of the query protocols at {@code /} speaks XML and exports are YAML where the caller says so: both are left alone.
 */
@Provider
@PreMatching
public final class FlatJson implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (!path.equals("/") && !path.contains("/exports/")) {
            request.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON);
        }
    }
}
