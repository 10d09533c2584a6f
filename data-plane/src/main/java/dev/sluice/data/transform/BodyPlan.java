package dev.sluice.data.transform;

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
