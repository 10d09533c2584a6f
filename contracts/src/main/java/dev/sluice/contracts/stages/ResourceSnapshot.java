package dev.sluice.contracts.stages;

import java.util.Map;

/**
 * One path of an API and its methods.
 *
 * @param id the resource's id
 * @param path full path template, for example {@code /pets/{id}} or {@code /{proxy+}}
 * @param methods by verb, {@code ANY} included
 */
public record ResourceSnapshot(String id, String path, Map<String, MethodSnapshot> methods) {
    public ResourceSnapshot {
        methods = Map.copyOf(methods);
    }
}
