package dev.sluice.contracts.stages;

import java.util.Map;

/** One declared answer of a method: which headers ({@code method.response.header.X}) a mapping may set. */
public record MethodResponseSnapshot(Map<String, Boolean> responseParameters) {
    public MethodResponseSnapshot {
        responseParameters = Map.copyOf(responseParameters);
    }
}
