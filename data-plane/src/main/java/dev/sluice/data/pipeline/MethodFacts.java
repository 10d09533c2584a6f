package dev.sluice.data.pipeline;

import java.util.List;

/**
 * What steps may know of the method that a request was routed to. Immutable, made once per compiled method.
 *
 * @param resourceId id of the resource
 * @param resourcePath path template, for example {@code /pets/{id}}
 * @param verb verb of the method, possibly ANY
 * @param pathParameters names of the template's parameters, from left to right
 */
public record MethodFacts(String resourceId, String resourcePath, String verb, List<String> pathParameters) {
    public MethodFacts {
        pathParameters = List.copyOf(pathParameters);
    }
}
