package dev.sluice.control.apis.openapi.imports;

import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.integrations.Integration;
import dev.sluice.control.apis.methods.MethodDefinition;
import dev.sluice.control.platform.errors.ProblemException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an import would store, in characters. References let a small document stand for a large API, each of whose
 * methods is a row with its own copy (security-requirements 44).
 */
final class StoredSize {
    private static final long MAX_CHARACTERS = 16L * 1024 * 1024;

    private long characters;

    /** Refuses an API that is too large as a whole. */
    static void check(ApiDefinition api) {
        var size = new StoredSize();
        api.resources().forEach(resource -> resource.methods().values().forEach(size::add));
        api.models().forEach(model -> {
            size.add(model.name());
            size.add(model.description());
            size.add(model.schema());
        });
        api.gatewayResponses().forEach(response -> {
            size.add(response.responseParameters());
            size.add(response.responseTemplates());
        });
        api.documentationParts().forEach(part -> size.add(part.properties()));
        size.require();
    }

    /** Counts a method; refuses it when those so far are too large together. */
    void add(MethodDefinition method) {
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
        require();
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

    private void require() {
        if (characters > MAX_CHARACTERS) {
            throw ProblemException.badRequest("The document makes an API of at least " + characters
                    + " characters in templates, parameters, models and schemas; an import stores " + MAX_CHARACTERS
                    + " at most");
        }
    }
}
