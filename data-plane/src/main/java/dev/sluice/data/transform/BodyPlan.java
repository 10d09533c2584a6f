package dev.sluice.data.transform;

import dev.sluice.data.templates.Template;
import java.nio.charset.StandardCharsets;

/** What becomes of a request's body on its way to the origin. */
sealed interface BodyPlan {
    BodyPlan PASS = new Pass();
    BodyPlan REFUSE = new Refuse();

    /** The client's body goes on. */
    record Pass() implements BodyPlan {}

    /** 415. */
    record Refuse() implements BodyPlan {}

    /** A template's text takes its place. */
    record Literal(Text text) implements BodyPlan {}

    /** A template's output takes its place. */
    record Rendered(Template template) implements BodyPlan {}

    static BodyPlan of(Template template) {
        return template.isLiteral()
                ? new Literal(new Text(template.literal().getBytes(StandardCharsets.UTF_8)))
                : new Rendered(template);
    }

    /** Bytes that are made once per compiled stage. */
    final class Text {
        private final byte[] bytes;

        Text(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }
    }
}
