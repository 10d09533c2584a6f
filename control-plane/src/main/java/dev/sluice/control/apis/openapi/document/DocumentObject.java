package dev.sluice.control.apis.openapi.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * One object of a document and the place where it stands, as a JSON pointer. Each reader answers null, or nothing, for a
 * member that is absent or null; a member of another type is an error at its place and counts as absent.
 */
public final class DocumentObject {
    /** Most characters of a text that has no limit of its own, as in single calls. */
    private static final int MAX_TEXT = 10_000;

    private static final int MAX_REFERENCES = 20;

    private final References references;
    private final JsonNode node;
    private final String place;
    private final Findings findings;

    private DocumentObject(References references, JsonNode node, String place, Findings findings) {
        this.references = references;
        this.node = node;
        this.place = place;
        this.findings = findings;
    }

    /** The document itself; one that is no object has no members and is an error. */
    public static DocumentObject root(JsonNode document, Findings findings) {
        var root = new DocumentObject(new References(document, findings), document, "", findings);
        if (!document.isObject()) {
            root.wrongType("/", document, "object");
        }
        return root;
    }

    public String place() {
        return place.isEmpty() ? "/" : place;
    }

    public Findings findings() {
        return findings;
    }

    /** Whether the member is there, whatever it is. */
    public boolean has(String member) {
        return present(member) != null;
    }

    /** The member as it stands, for what is kept as text. */
    public @Nullable JsonNode raw(String member) {
        return present(member);
    }

    /** This object as it stands. */
    public JsonNode raw() {
        return node;
    }

    /** A text of at most {@value #MAX_TEXT} characters. */
    public @Nullable String text(String member) {
        String text = longText(member);
        if (text != null && text.length() > MAX_TEXT) {
            findings.error("The text at '" + placeOf(member) + "' has more than " + MAX_TEXT + " characters");
            return null;
        }
        return text;
    }

    /** A text whose length is another's concern. */
    public @Nullable String longText(String member) {
        JsonNode value = ofType(member, JsonNodeType.STRING);
        return value == null ? null : value.textValue();
    }

    /** A text in capitals: the document may spell an enum value in any case (openapi-extensions 2). */
    public @Nullable String upperText(String member) {
        String text = text(member);
        return text == null ? null : text.toUpperCase(Locale.ROOT);
    }

    /** A text that may be written as a number: versions and status codes often are. */
    public @Nullable String looseText(String member) {
        JsonNode value = present(member);
        return value != null && value.isNumber() ? value.asText() : text(member);
    }

    public @Nullable Boolean flag(String member) {
        JsonNode value = present(member);
        if (value != null && value.isTextual()) {
            String text = value.textValue();
            if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
                return text.equalsIgnoreCase("true");
            }
        }
        JsonNode flag = ofType(member, JsonNodeType.BOOLEAN);
        return flag == null ? null : flag.booleanValue();
    }

    public boolean isTrue(String member) {
        return Boolean.TRUE.equals(flag(member));
    }

    /** A whole number, also as text. */
    public @Nullable Integer integer(String member) {
        JsonNode value = present(member);
        if (value == null) {
            return null;
        }
        if (value.isTextual() && value.textValue().matches("\\d{1,9}")) {
            return Integer.valueOf(value.textValue());
        }
        if (value.isNumber() && value.canConvertToExactIntegral() && value.canConvertToInt()) {
            return value.intValue();
        }
        wrongType(placeOf(member), value, "integer");
        return null;
    }

    public @Nullable DocumentObject object(String member) {
        JsonNode value = ofType(member, JsonNodeType.OBJECT);
        return value == null ? null : child(value, member);
    }

    /** The members as objects, by name, with references inside the document followed; extensions may be anything. */
    public SequencedMap<String, DocumentObject> objects() {
        SequencedMap<String, DocumentObject> objects = new LinkedHashMap<>();
        if (node.isObject()) {
            for (String member : members()) {
                if (member.startsWith("x-") && !node.get(member).isObject()) {
                    continue;
                }
                DocumentObject object = object(member);
                DocumentObject resolved = object == null ? null : object.resolved();
                if (resolved != null) {
                    objects.put(member, resolved);
                }
            }
        }
        return objects;
    }

    /** The objects of a member that is itself an object. */
    public SequencedMap<String, DocumentObject> objects(String member) {
        DocumentObject object = object(member);
        return object == null ? new LinkedHashMap<>() : object.objects();
    }

    /** The objects of a list, with references inside the document followed. */
    public List<DocumentObject> list(String member) {
        List<DocumentObject> objects = new ArrayList<>();
        JsonNode list = ofType(member, JsonNodeType.ARRAY);
        for (int i = 0; list != null && i < list.size(); i++) {
            String at = placeOf(member) + "/" + i;
            if (list.get(i).isObject()) {
                var object = new DocumentObject(references, list.get(i), at, findings).resolved();
                if (object != null) {
                    objects.add(object);
                }
            } else {
                wrongType(at, list.get(i), "object");
            }
        }
        return objects;
    }

    /** The texts of a list; null when there is none. */
    public @Nullable List<String> texts(String member) {
        JsonNode list = ofType(member, JsonNodeType.ARRAY);
        if (list == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).isTextual()) {
                texts.add(list.get(i).textValue());
            } else {
                wrongType(placeOf(member) + "/" + i, list.get(i), "string");
            }
        }
        return texts;
    }

    /** A map of texts, in the order of the document; values may be null. */
    public @Nullable Map<String, @Nullable String> textMap(String member) {
        DocumentObject object = object(member);
        if (object == null) {
            return null;
        }
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        object.node.properties().forEach(entry -> {
            if (entry.getValue().isNull()) {
                texts.put(entry.getKey(), null);
            } else if (entry.getValue().isTextual()) {
                texts.put(entry.getKey(), entry.getValue().textValue());
            } else {
                wrongType(object.placeOf(entry.getKey()), entry.getValue(), "string");
            }
        });
        return texts;
    }

    /** The names of all members, in the order of the document. */
    public List<String> members() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** This object, or the one that its {@code $ref} names inside the document; others are errors (requirement 44). */
    public @Nullable DocumentObject resolved() {
        DocumentObject found = this;
        for (int i = 0; i < MAX_REFERENCES; i++) {
            JsonNode reference = found.node.get("$ref");
            if (reference == null || !reference.isTextual()) {
                return found;
            }
            String target = reference.textValue();
            JsonNode named = references.find(target, found.place());
            if (named == null) {
                return null;
            }
            found = new DocumentObject(references, named, target.substring(1), findings);
        }
        findings.error("The reference at '" + place() + "' leads to itself or too far");
        return null;
    }

    private @Nullable JsonNode present(String member) {
        JsonNode value = node.get(member);
        return value == null || value.isNull() ? null : value;
    }

    private @Nullable JsonNode ofType(String member, JsonNodeType type) {
        JsonNode value = present(member);
        if (value == null || value.getNodeType() == type) {
            return value;
        }
        wrongType(placeOf(member), value, name(type));
        return null;
    }

    private DocumentObject child(JsonNode value, String member) {
        return new DocumentObject(references, value, placeOf(member), findings);
    }

    private String placeOf(String member) {
        return place + "/" + member.replace("~", "~0").replace("/", "~1");
    }

    private void wrongType(String at, JsonNode value, String wanted) {
        findings.error("Expected type " + wanted + " at '" + at + "' but got " + name(value.getNodeType()));
    }

    private static String name(JsonNodeType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
