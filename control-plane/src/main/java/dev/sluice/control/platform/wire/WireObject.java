package dev.sluice.control.platform.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.values.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of the input. Each reader answers null for a member that is absent or JSON null, and refuses another
 * JSON type in AWS's words. Rules that a value breaks are collected for {@link WireInput#check()}.
 */
public final class WireObject {
    /** Most characters of a text that has no limit of its own. */
    public static final int MAX_TEXT = 10_000;

    static final String MISSING = "Member must not be null";

    private static final String INTEGER = "an Integer";
    private static final String NUMBER_TYPE = "com.amazon.coral.value.json.numbers.TruncatingBigNumber";

    private final JsonNode node;
    private final String path;
    private final Violations violations;

    WireObject(JsonNode node, String path, Violations violations) {
        this.node = node;
        this.path = path;
        this.violations = violations;
    }

    /** A text of at most {@link #MAX_TEXT} characters, checked against the rules when present. */
    public @Nullable String text(String member, Rule... rules) {
        String text = longText(member);
        if (text == null) {
            return null;
        }
        if (text.length() > MAX_TEXT) {
            violations.inBody(
                    "'" + text.substring(0, 32) + "...'",
                    pathOf(member),
                    "Member must have length less than or equal to " + MAX_TEXT);
        }
        for (Rule rule : rules) {
            if (!rule.holds(text)) {
                violations.inBody("'" + text + "'", pathOf(member), rule.text());
            }
        }
        return text;
    }

    /** A text whose length is another's concern: a policy, a template, a schema. */
    public @Nullable String longText(String member) {
        JsonNode value = present(member);
        return value == null ? null : textOf(value);
    }

    /** A text, where the empty one counts as absent (management-api 4). */
    public @Nullable String filledText(String member, Rule... rules) {
        return Texts.filled(text(member, rules));
    }

    /** As {@link #longText}, where the empty one counts as absent (management-api 4). */
    public @Nullable String filledLongText(String member) {
        return Texts.filled(longText(member));
    }

    /** A map of texts, where the empty one counts as absent (management-api 4). */
    public @Nullable Map<String, String> filledTextMap(String member) {
        Map<String, String> texts = plainTextMap(member);
        return texts == null || texts.isEmpty() ? null : texts;
    }

    /** A text that has to be there; the empty text stands for a missing one until {@link WireInput#check()}. */
    public String requiredText(String member, Rule... rules) {
        String text = text(member, rules);
        if (text == null) {
            refuseMissing(member);
            return "";
        }
        return text;
    }

    /** As {@link #longText}, and it has to be there. */
    public String requiredLongText(String member) {
        String text = longText(member);
        if (text == null) {
            refuseMissing(member);
            return "";
        }
        return text;
    }

    public @Nullable Boolean flag(String member) {
        JsonNode value = present(member);
        return value == null ? null : flagOf(value);
    }

    /** A whole number, clamped to the range of an int; a fraction is refused. */
    public @Nullable Integer integer(String member) {
        Double number = number(member);
        if (number == null) {
            return null;
        }
        if (number != Math.rint(number)) {
            throw converted(NUMBER_TYPE, INTEGER);
        }
        return (int) Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** A number with its fraction, for members whose own rule says what a fraction means. */
    public @Nullable Double number(String member) {
        JsonNode value = present(member);
        if (value == null) {
            return null;
        }
        if (!value.isNumber()) {
            throw refused(value, INTEGER);
        }
        return value.doubleValue();
    }

    /** A list of texts, each checked against the rule. */
    public @Nullable List<String> texts(String member, Rule... rules) {
        JsonNode list = presentList(member);
        if (list == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        list.forEach(element -> texts.add(textOf(element)));
        for (Rule rule : rules) {
            if (!texts.stream().allMatch(rule::holds)) {
                violations.inBody(
                        "'" + texts + "'", pathOf(member), "Member must satisfy constraint: [" + rule.text() + "]");
            }
        }
        return List.copyOf(texts);
    }

    /** A map of texts in the order sent; values may be null. */
    public @Nullable Map<String, @Nullable String> textMap(String member) {
        JsonNode object = presentObject(member);
        if (object == null) {
            return null;
        }
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> texts.put(
                        checked(entry.getKey()), entry.getValue().isNull() ? null : textOf(entry.getValue())));
        return texts;
    }

    /** As {@link #plainTextMap}, and it has to be there. */
    public Map<String, String> requiredTextMap(String member) {
        Map<String, String> texts = plainTextMap(member);
        if (texts == null) {
            refuseMissing(member);
            return Map.of();
        }
        return texts;
    }

    /** A list of texts that has to be there. */
    public List<String> requiredTexts(String member) {
        List<String> texts = texts(member);
        if (texts == null) {
            refuseMissing(member);
            return List.of();
        }
        return texts;
    }

    /** A map of texts in the order sent, where null counts as the empty text. */
    public @Nullable Map<String, String> plainTextMap(String member) {
        JsonNode object = presentObject(member);
        if (object == null) {
            return null;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(entry ->
                        texts.put(checked(entry.getKey()), entry.getValue().isNull() ? "" : textOf(entry.getValue())));
        return texts;
    }

    /** A map of lists of texts in the order sent; null counts as an empty list. */
    public @Nullable Map<String, List<String>> textListMap(String member) {
        JsonNode object = presentObject(member);
        if (object == null) {
            return null;
        }
        var lists = new WireObject(object, pathOf(member), violations);
        Map<String, List<String>> texts = new LinkedHashMap<>();
        object.fieldNames().forEachRemaining(name -> {
            List<String> values = lists.texts(name);
            texts.put(checked(name), values == null ? List.of() : values);
        });
        return texts;
    }

    /** A map of booleans in the order sent; null counts as false. */
    public @Nullable Map<String, Boolean> flagMap(String member) {
        JsonNode object = presentObject(member);
        if (object == null) {
            return null;
        }
        Map<String, Boolean> flags = new LinkedHashMap<>();
        object.properties()
                .forEach(entry ->
                        flags.put(checked(entry.getKey()), !entry.getValue().isNull() && flagOf(entry.getValue())));
        return flags;
    }

    public @Nullable WireObject object(String member) {
        JsonNode object = presentObject(member);
        return object == null ? null : new WireObject(object, pathOf(member), violations);
    }

    /** An object that has to be there; a missing one reads as one without members, and only its absence is refused. */
    public WireObject requiredObject(String member) {
        WireObject object = object(member);
        if (object == null) {
            refuseMissing(member);
            return new WireObject(JsonNodeFactory.instance.objectNode(), pathOf(member), new Violations());
        }
        return object;
    }

    /** Every member of this object as an object, in the order sent; members that are null are left out. */
    public Map<String, WireObject> members() {
        Map<String, WireObject> members = new LinkedHashMap<>();
        for (var entry : node.properties()) {
            WireObject member = object(checked(entry.getKey()));
            if (member != null) {
                members.put(entry.getKey(), member);
            }
        }
        return members;
    }

    /** A list of objects; empty when absent. Member paths count from 1: {@code patchOperations.2.member.op}. */
    public List<WireObject> objects(String member) {
        List<WireObject> objects = new ArrayList<>();
        JsonNode list = presentList(member);
        if (list == null) {
            return objects;
        }
        for (JsonNode element : list) {
            if (!element.isObject()) {
                throw serialization("Expected null or start of structure");
            }
            String place = pathOf(member) + "." + (objects.size() + 1) + ".member";
            objects.add(new WireObject(element, place, violations));
        }
        return objects;
    }

    private void refuseMissing(String member) {
        violations.inBody("null", pathOf(member), MISSING);
    }

    private @Nullable JsonNode present(String member) {
        JsonNode value = node.get(member);
        return value == null || value.isNull() ? null : value;
    }

    private @Nullable JsonNode presentObject(String member) {
        JsonNode value = present(member);
        if (value != null && !value.isObject()) {
            throw serialization("Expected null or start of structure");
        }
        return value;
    }

    private @Nullable JsonNode presentList(String member) {
        JsonNode value = present(member);
        if (value != null && !value.isArray()) {
            throw serialization("Expected list or null");
        }
        return value;
    }

    private String pathOf(String member) {
        return path + "." + member;
    }

    private static String textOf(JsonNode value) {
        if (!value.isTextual()) {
            throw refused(value, "an String");
        }
        return checked(value.textValue());
    }

    /** Refuses what is no Unicode text or holds NUL, which the database cannot keep. */
    private static String checked(String text) {
        if (text.indexOf('\0') >= 0 || !UTF_8.newEncoder().canEncode(text)) {
            throw serialization("The request body holds a character that is not allowed");
        }
        return text;
    }

    private static boolean flagOf(JsonNode value) {
        if (!value.isBoolean()) {
            throw refused(value, "an Boolean");
        }
        return value.booleanValue();
    }

    /** management-api 3: the class names are AWS's, recorded, and say nothing about this program. */
    private static ProblemException refused(JsonNode value, String wanted) {
        return switch (value.getNodeType()) {
            case STRING -> converted("java.lang.String", wanted);
            case BOOLEAN -> converted("java.lang.Boolean", wanted);
            case NUMBER -> converted(NUMBER_TYPE, wanted);
            case ARRAY -> serialization("Start of list found where not expected");
            case OBJECT -> serialization("Start of structure or map found where not expected.");
            case NULL, MISSING, BINARY, POJO -> serialization("Unexpected null found");
        };
    }

    private static ProblemException converted(String type, String wanted) {
        return serialization("class " + type + " can not be converted to " + wanted);
    }

    private static ProblemException serialization(String message) {
        return new ProblemException(new Problem.Serialization(message));
    }
}
