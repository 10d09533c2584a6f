package dev.sluice.contracts.stages;

import java.util.Map;

/**
 * What a method's request validator checks (rest-api-runtime 6); a method without a validator has none.
 *
 * @param parameters whether required parameters must be present
 * @param body whether the body must match the model of its media type
 * @param models media type, or {@code $default}, to the name of a model of the API
 */
public record ValidationSnapshot(boolean parameters, boolean body, Map<String, String> models) {
    public ValidationSnapshot {
        models = Map.copyOf(models);
    }
}
