package dev.sluice.data.pipeline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What steps may know of the method that a request was routed to. Immutable, made once per compiled method.
 *
 * @param resourceId id of the resource
 * @param resourcePath path template, for example {@code /pets/{id}}
 * @param verb verb of the method, possibly ANY
 * @param operationName the method's name in SDKs, when it has one
 * @param pathParameters names of the template's parameters, from left to right
 */
public record MethodFacts(
        String resourceId,
        String resourcePath,
        String verb,
        @Nullable String operationName,
        List<String> pathParameters) {
    public MethodFacts {
        pathParameters = List.copyOf(pathParameters);
    }
}
