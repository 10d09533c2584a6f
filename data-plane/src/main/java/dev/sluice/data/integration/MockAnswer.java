package dev.sluice.data.integration;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.OriginResponse;
import dev.sluice.data.templates.Template;

/** What a MOCK integration answers for a media type. */
public sealed interface MockAnswer {
    MockAnswer FROM_BODY = new FromBody();
    MockAnswer UNSUPPORTED = new Unsupported();

    /** The template names a status. The response holds nothing else and is shared. */
    record Status(OriginResponse response) implements MockAnswer {}

    /** The template names none: every call fails. */
    record NoStatus() implements MockAnswer {}

    /** No template: the client's body names the status. */
    record FromBody() implements MockAnswer {}

    /** 415. */
    record Unsupported() implements MockAnswer {}

    /** A template names it, each time anew. */
    record Rendered(Template template) implements MockAnswer {}

    /** Compiles a template. */
    static MockAnswer of(Template template) {
        return template.isLiteral() ? of(template.literal()) : new Rendered(template);
    }

    /** Reads a literal template, or a body that stands for one. */
    static MockAnswer of(String text) {
        Integer status = MockStatus.of(text);
        return status == null ? new NoStatus() : new Status(new OriginResponse(status, new Headers(0), Body.EMPTY));
    }
}
