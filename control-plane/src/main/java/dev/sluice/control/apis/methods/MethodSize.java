package dev.sluice.control.apis.methods;

import dev.sluice.control.apis.integrations.Integration;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much text a method holds, with its responses and its integration. */
public final class MethodSize {
    private long characters;

    private MethodSize() {}

    /** The characters of its templates, parameters, models and patterns. */
    public static long of(MethodDefinition method) {
        var size = new MethodSize();
        size.add(method);
        return size.characters;
    }

    private void add(MethodDefinition method) {
        add(method.requestParameters());
        add(method.requestModels());
        add(method.authorizationScopes());
        method.responses().values().forEach(response -> {
            add(response.responseParameters());
            add(response.responseModels());
        });
        if (method.integration() != null) {
            add(method.integration());
        }
    }

    private void add(Integration integration) {
        add(integration.uri());
        add(integration.credentials());
        add(integration.requestParameters());
        add(integration.requestTemplates());
        add(integration.cacheKeyParameters());
        integration.responses().values().forEach(response -> {
            add(response.selectionPattern());
            add(response.responseParameters());
            add(response.responseTemplates());
        });
    }

    private void add(@Nullable Map<String, ? extends @Nullable Object> map) {
        if (map != null) {
            map.forEach((key, value) -> {
                add(key);
                add(String.valueOf(value));
            });
        }
    }

    private void add(@Nullable Collection<String> texts) {
        if (texts != null) {
            texts.forEach(text -> add(text));
        }
    }

    private void add(@Nullable String text) {
        characters += text == null ? 0 : text.length();
    }
}
