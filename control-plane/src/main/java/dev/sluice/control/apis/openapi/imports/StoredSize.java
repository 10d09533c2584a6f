package dev.sluice.control.apis.openapi.imports;

import dev.sluice.control.apis.ApiRoom;
import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.methods.MethodDefinition;
import dev.sluice.control.apis.methods.MethodSize;
import dev.sluice.control.platform.errors.ProblemException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an import would store, in characters, while it is read. References let a small document stand for a large API,
 * each of whose methods is a row with its own copy (security-requirements 44).
 */
final class StoredSize {
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

    /** Counts a method; refuses it when it or those so far together are too large. */
    void add(MethodDefinition method) {
        long ofMethod = MethodSize.of(method);
        ApiRoom.checkMethod(ofMethod);
        characters += ofMethod;
        require();
    }

    private void add(@Nullable Map<String, String> map) {
        if (map != null) {
            map.forEach((key, value) -> {
                add(key);
                add(value);
            });
        }
    }

    private void add(@Nullable String text) {
        characters += text == null ? 0 : text.length();
    }

    private void require() {
        if (characters > ApiRoom.MAX_BYTES) {
            throw ProblemException.badRequest("The document makes an API of at least " + characters
                    + " characters in templates, parameters, models and schemas; an import stores " + ApiRoom.MAX_BYTES
                    + " at most");
        }
    }
}
