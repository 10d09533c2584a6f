package dev.sluice.control.platform.operations;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.util.Objects;

/**
 * Leads an operation that only a query parameter tells from another to a path of its own, {@code !} and its name below
 * the path called, since JAX-RS chooses by paths. Permissions and the audit see the path called. No id holds a
 * {@code !}, and a call that names such a path itself finds nothing.
 */
@Provider
@PreMatching
public final class QueryOperations implements ContainerRequestFilter {
    private final OperationList list;

    QueryOperations(OperationList list) {
        this.list = list;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        var uri = request.getUriInfo();
        String path = uri.getPath();
        if (path.contains("/!")) {
            throw new NotFoundException();
        }
        String query = Objects.requireNonNullElse(uri.getRequestUri().getRawQuery(), "");
        list.find(request.getMethod(), path, query)
                .filter(operation -> !operation.query().isEmpty())
                .ifPresent(operation -> request.setRequestUri(
                        uri.getRequestUriBuilder().path("!" + operation.name()).build()));
    }
}
