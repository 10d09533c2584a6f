package dev.sluice.data.transform;

import dev.sluice.data.payload.ContentHandling;
import org.jspecify.annotations.Nullable;

/** Reads a snapshot's content handling. Pure function. */
public final class Handlings {
    private Handlings() {}

    public static ContentHandling of(@Nullable String name) throws MappingRefused {
        try {
            return ContentHandling.of(name);
        } catch (IllegalArgumentException unknown) {
            throw new MappingRefused(String.valueOf(unknown.getMessage()));
        }
    }
}
