package dev.sluice.data.templates;

/** Ends a rendering from wherever it is; {@link Template#render} turns it into a {@link TemplateFailed}. */
final class Halted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Halted(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
