package dev.sluice.data.templates;

/** A text is no template, or one beyond a limit. Found while compiling, told when it is rendered. */
final class TextRefused extends Exception {
    private static final long serialVersionUID = 1L;

    TextRefused(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
