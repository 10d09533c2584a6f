package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.documentation.NewPart;
import dev.sluice.control.apis.items.DocumentationPartDefinition.Location;
import dev.sluice.control.platform.wire.Rule;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.platform.wire.WireObject;
import org.jspecify.annotations.Nullable;

/** Input of CreateDocumentationPart. */
record CreateDocumentationPartRequest(
        String type,
        @Nullable String path,
        @Nullable String method,
        @Nullable String statusCode,
        @Nullable String name,
        String properties) {
    /** management-api 3: in AWS's order. */
    static final Rule TYPE = Rule.oneOf(
            "RESPONSE_BODY",
            "RESPONSE",
            "METHOD",
            "MODEL",
            "AUTHORIZER",
            "RESPONSE_HEADER",
            "RESOURCE",
            "PATH_PARAMETER",
            "REQUEST_BODY",
            "QUERY_PARAMETER",
            "API",
            "REQUEST_HEADER");

    private static final Rule STATUS_CODE = Rule.pattern("^([1-5]\\d\\d|\\*|\\s*)$");

    static CreateDocumentationPartRequest read(byte[] bytes) {
        var input = WireInput.of("createDocumentationPartInput", bytes);
        var body = input.body();
        WireObject location = body.requiredObject("location");
        var request = new CreateDocumentationPartRequest(
                location.requiredText("type", TYPE),
                location.filledText("path"),
                location.filledText("method"),
                location.filledText("statusCode", STATUS_CODE),
                location.filledText("name"),
                body.requiredLongText("properties"));
        input.check();
        return request;
    }

    NewPart toNewPart() {
        return new NewPart(new Location(type, path, method, statusCode, name), properties);
    }
}
