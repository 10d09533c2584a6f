package dev.sluice.data.templates;

import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payload read as JSON, for mappings of its parts (rest-api-runtime 7.1). All its parts together take as many steps as
 * one rendering may. Not thread-safe: one per message.
 */
public final class JsonBody {
    /** The head of a message takes no longer text. */
    private static final int PART_CHARS = 64 * 1024;

    private final Budget budget;
    private @Nullable Object document;
    private @Nullable IdentityHashMap<JsonPath, @Nullable String> found;

    private JsonBody(@Nullable Object document, int chars) {
        this.document = document;
        this.budget = new Budget(TemplateLimits.STEPS + chars / TemplateLimits.BODY_CHARS_PER_STEP);
    }

    /**
     * Reads a payload whose first character announces JSON; another one is plain text, in which no path leads anywhere.
     *
     * @return null when it should be JSON and is none
     */
    public static @Nullable JsonBody read(String text) {
        String start = text.stripLeading();
        if (start.isEmpty() || "{['\"".indexOf(start.charAt(0)) < 0) {
            return new JsonBody(Empty.EMPTY, 0);
        }
        try {
            Object document = JsonReader.read(text);
            return document == Empty.EMPTY ? null : new JsonBody(document, text.length());
        } catch (Halted _) {
            return null;
        }
    }

    /**
     * Looks up what stands at the paths and lets go of the rest, which may take many times the payload's memory.
     *
     * @return false when a part is too long for the head of a message
     */
    public boolean reduceTo(List<JsonPath> paths) {
        IdentityHashMap<JsonPath, @Nullable String> parts = new IdentityHashMap<>();
        for (JsonPath path : paths) {
            String part = at(path);
            if (part != null && part.length() > PART_CHARS) {
                return false;
            }
            parts.put(path, part);
        }
        found = parts;
        document = Empty.EMPTY;
        return true;
    }

    /** Whether what stands at the path can still be told. */
    public boolean knows(JsonPath path) {
        return found == null || found.containsKey(path);
    }

    /** What stands at the path: a string without quotes, else JSON. Null where nothing stands, and for JSON's null. */
    public @Nullable String at(JsonPath path) {
        if (found != null) {
            return found.get(path);
        }
        if (document == Empty.EMPTY) {
            return null;
        }
        try {
            Object part = path.compiled().find(document, budget);
            if (part == null || part == Empty.EMPTY) {
                return null;
            }
            return part instanceof String text ? text : Printer.json(part, budget);
        } catch (Halted _) {
            return null;
        }
    }
}
