package dev.sluice.aws.models;

/** What is wrong with a body, as {@code $context.error.validationErrorString} tells it. At most 16 Ki characters. */
final class Findings {
    static final int MAX_CHARACTERS = 16 * 1024;

    private final StringBuilder text = new StringBuilder("[");

    void add(String finding) {
        if (!isEmpty()) {
            text.append(", ");
        }
        int room = MAX_CHARACTERS - 1 - text.length();
        text.append(finding, 0, Math.clamp(room, 0, finding.length()));
    }

    boolean isEmpty() {
        return text.length() == 1;
    }

    boolean isFull() {
        return text.length() >= MAX_CHARACTERS - 1;
    }

    @Override
    public String toString() {
        return text.substring(0, Math.min(text.length(), MAX_CHARACTERS - 1)) + "]";
    }
}
