package dev.sluice.data.payload;

import org.jspecify.annotations.Nullable;

/** What an integration, or one of its responses, says about the form of a body (rest-api-runtime 12). */
public enum ContentHandling {
    /** Nothing is said: media types decide. */
    NONE,
    CONVERT_TO_TEXT,
    CONVERT_TO_BINARY;

    /**
     * The value of a snapshot.
     *
     * @throws IllegalArgumentException when this node does not know it
     */
    public static ContentHandling of(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            return NONE;
        }
        return switch (name) {
            case "CONVERT_TO_TEXT" -> CONVERT_TO_TEXT;
            case "CONVERT_TO_BINARY" -> CONVERT_TO_BINARY;
            default -> throw new IllegalArgumentException("content handling " + name + " is unknown");
        };
    }
}
