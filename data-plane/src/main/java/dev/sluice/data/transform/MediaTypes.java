package dev.sluice.data.transform;

import org.jspecify.annotations.Nullable;

/** The media type that a message's content type names. Pure functions. */
public final class MediaTypes {
    private static final String DEFAULT_TYPE = "application/json";

    private MediaTypes() {}

    /** Whether a content type is of a media type, whatever its parameters; without one it is JSON. */
    public static boolean isOf(String mediaType, @Nullable String contentType) {
        if (contentType == null) {
            return mediaType.equals(DEFAULT_TYPE);
        }
        int semicolon = contentType.indexOf(';');
        int end = semicolon < 0 ? contentType.length() : semicolon;
        while (end > 0 && contentType.charAt(end - 1) == ' ') {
            end--;
        }
        return end == mediaType.length() && contentType.regionMatches(true, 0, mediaType, 0, end);
    }
}
