package dev.sluice.data.templates;

import org.jspecify.annotations.Nullable;

/** A payload read as JSON, for mappings of its parts (rest-api-runtime 7.1). Not thread-safe: one per message. */
public final class JsonBody {
    private final @Nullable Object document;

    private JsonBody(@Nullable Object document) {
        this.document = document;
    }

    /**
     * Reads a payload whose first character announces JSON; another one is plain text, in which no path leads anywhere.
     *
     * @return null when it should be JSON and is none
     */
    public static @Nullable JsonBody read(String text) {
        String start = text.stripLeading();
        if (start.isEmpty() || "{['\"".indexOf(start.charAt(0)) < 0) {
            return new JsonBody(Empty.EMPTY);
        }
        try {
            Object document = JsonReader.read(text);
            return document == Empty.EMPTY ? null : new JsonBody(document);
        } catch (Halted _) {
            return null;
        }
    }

    /** What stands at the path: a string without quotes, else JSON. Null where nothing stands, and for JSON's null. */
    public @Nullable String at(JsonPath path) {
        if (document == Empty.EMPTY) {
            return null;
        }
        Budget budget = new Budget(TemplateLimits.STEPS);
        try {
            Object found = path.compiled().find(document, budget);
            if (found == null || found == Empty.EMPTY) {
                return null;
            }
            return found instanceof String text ? text : Printer.json(found, budget);
        } catch (Halted _) {
            return null;
        }
    }
}
