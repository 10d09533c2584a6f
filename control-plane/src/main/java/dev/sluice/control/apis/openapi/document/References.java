package dev.sluice.control.apis.openapi.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The references of one document. What each names is counted as if it had been written out there, so that a small
 * document cannot have a large part read many times (security-requirements 44).
 */
final class References {
    private static final int MAX_VALUES = 500_000;
    private static final long MAX_CHARACTERS = 16L * 1024 * 1024;

    private final JsonNode root;
    private final Findings findings;
    private final IdentityHashMap<JsonNode, Size> sizes = new IdentityHashMap<>();
    private Size spent = Size.NONE;
    private boolean isSpent;

    References(JsonNode root, Findings findings) {
        this.root = root;
        this.findings = findings;
    }

    /** The object that a reference names; null, and an error, for none and for one that would pass the limits. */
    @Nullable
    JsonNode find(String target, String place) {
        if (isSpent) {
            return null;
        }
        JsonNode named = Pointers.find(root, target);
        if (named == null || !named.isObject()) {
            findings.error(
                    "The reference " + Keys.shown(target) + " at '" + place + "' names no object of the document");
            return null;
        }
        spent = spent.plus(sizes.computeIfAbsent(named, Size::of));
        if (spent.values() > MAX_VALUES || spent.characters() > MAX_CHARACTERS) {
            isSpent = true;
            findings.error("The references up to the one at '" + place + "' stand for more than " + MAX_VALUES
                    + " values or " + MAX_CHARACTERS + " characters");
            return null;
        }
        return named;
    }

    private record Size(long values, long characters) {
        static final Size NONE = new Size(0, 0);

        static Size of(JsonNode node) {
            long values = 1;
            long characters = node.isTextual() ? node.textValue().length() : 0;
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                characters += entry.getKey().length();
            }
            for (JsonNode each : node) {
                Size size = of(each);
                values += size.values();
                characters += size.characters();
            }
            return new Size(values, characters);
        }

        Size plus(Size other) {
            return new Size(values + other.values, characters + other.characters);
        }
    }
}
