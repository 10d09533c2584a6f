package dev.sluice.data.templates;

import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payload read as JSON, for mappings of its parts (rest-api-runtime 7.1). All its parts together take as many steps as
 * one rendering may. Not thread-safe: one per message.
 */
public final class JsonBody {
    /** The head of a message takes no longer text. */
    private static final int PART_CHARS = TextBuffer.PIECE_CHARS;

    private static final String LONG_PART = " ".repeat(PART_CHARS + 1);

    private final Budget budget;
    private @Nullable Object document;
    private @Nullable IdentityHashMap<JsonPath, @Nullable String> found;

    private JsonBody(@Nullable Object document, Budget budget) {
        this.document = document;
        this.budget = budget;
    }

    /**
     * Reads a payload whose first character announces JSON; another one is plain text, in which no path leads anywhere.
     *
     * @return null when it should be JSON and is none
     */
    public static @Nullable JsonBody read(String text) {
        String start = text.stripLeading();
        if (start.isEmpty() || "{['\"".indexOf(start.charAt(0)) < 0) {
            return new JsonBody(Empty.EMPTY, budget(0));
        }
        return read(BodyText.of(text));
    }

    /** The same of UTF-8, in which what is none counts as U+FFFD; a large one is read without a tree. */
    public static @Nullable JsonBody read(byte[] bytes) {
        if (bytes.length <= BodyText.TREE_CHARS) {
            return read(new String(bytes, StandardCharsets.UTF_8));
        }
        int start = Blanks.end(bytes);
        if (start == bytes.length || "{['\"".indexOf(bytes[start]) < 0) {
            return new JsonBody(Empty.EMPTY, budget(0));
        }
        return read(BodyText.of(bytes));
    }

    private static @Nullable JsonBody read(BodyText text) {
        Budget budget = budget(text.length());
        try {
            Object document = text.read(budget);
            return document == Empty.EMPTY ? null : new JsonBody(document, budget);
        } catch (Halted _) {
            return null;
        }
    }

    private static Budget budget(int chars) {
        return new Budget(TemplateLimits.STEPS + chars / TemplateLimits.BODY_CHARS_PER_STEP);
    }

    /**
     * Looks up what stands at the paths and lets go of the rest, which may take many times the payload's memory.
     *
     * @return false when a part is too long for the head of a message
     */
    public boolean reduceTo(List<JsonPath> paths) {
        IdentityHashMap<JsonPath, @Nullable String> parts = new IdentityHashMap<>();
        for (JsonPath path : paths) {
            String part = find(path, true);
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
        return find(path, false);
    }

    private @Nullable String find(JsonPath path, boolean ofHead) {
        if (document == Empty.EMPTY) {
            return null;
        }
        try {
            Object part = path.compiled().find(document, budget);
            if (part == null || part == Empty.EMPTY) {
                return null;
            }
            if (part instanceof String text) {
                return text;
            }
            return ofHead ? jsonOfHead(part) : Printer.json(part, budget);
        } catch (Halted _) {
            return null;
        }
    }

    /** What is too long is not printed to its end, and another text that is. */
    private String jsonOfHead(Object part) {
        TextBuffer out = TextBuffer.upTo(1);
        try {
            new Printer(out, budget).printJson(part);
            return out.toString();
        } catch (Halted halted) {
            if (out.isFull()) {
                return LONG_PART;
            }
            throw halted;
        }
    }
}
