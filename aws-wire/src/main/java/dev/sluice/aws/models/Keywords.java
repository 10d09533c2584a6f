package dev.sluice.aws.models;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.aws.patterns.EcmaPattern;
import dev.sluice.aws.patterns.PatternRefused;
import dev.sluice.aws.patterns.StepBudget;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keywords of one schema into rules. Findings come in the order of the keywords' names, {@code format} last.
 * Keywords that draft 4 does not know say nothing.
 */
final class Keywords {
    private static final Set<Kind> NUMBERS = EnumSet.of(Kind.INTEGER, Kind.NUMBER);
    private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);
    private static final Set<Kind> ARRAYS = EnumSet.of(Kind.ARRAY);
    private static final Set<Kind> OBJECTS = EnumSet.of(Kind.OBJECT);
    private static final Set<Kind> STRINGS = EnumSet.of(Kind.STRING);
    private static final int MAX_DIVISOR_DIGITS = 32;

    private final SchemaCompiler compiler;
    private final Place place;
    private final JsonNode schema;
    private final Map<Kind, List<Rule>> rules = new EnumMap<>(Kind.class);
    private final List<Schema> alike = new ArrayList<>();

    Keywords(SchemaCompiler compiler, Place place, JsonNode schema) {
        this.compiler = compiler;
        this.place = place;
        this.schema = schema;
    }

    /** Fills the schema that stands at the place. */
    void fill(Schema target) throws ModelRefused {
        ArrayParts elements = elements();
        ObjectParts members = members();
        additional(elements, members);
        choices("allOf", ValueRules.AllOf::new);
        choices("anyOf", ValueRules.AnyOf::new);
        dependencies();
        enumeration();
        counts();
        not();
        choices("oneOf", ValueRules.OneOf::new);
        pattern();
        required();
        type();
        if (flag("uniqueItems")) {
            add(ARRAYS, new ArrayRules.UniqueItems());
        }
        format();
        rules.forEach(target::rules);
        target.elements(elements);
        target.members(members);
        target.alike(alike);
    }

    private void add(Set<Kind> kinds, Rule rule) {
        kinds.forEach(
                kind -> rules.computeIfAbsent(kind, _ -> new ArrayList<>()).add(rule));
    }

    private ArrayParts elements() throws ModelRefused {
        JsonNode items = schema.path("items");
        JsonNode additional = schema.path("additionalItems");
        Schema rest = additional.isObject() ? compiler.part(place.at("additionalItems"), additional) : null;
        if (items.isArray()) {
            return new ArrayParts(compiler.parts(place.at("items"), items), rest);
        }
        if (items.isMissingNode()) {
            return rest == null ? ArrayParts.NONE : new ArrayParts(List.of(), rest);
        }
        return new ArrayParts(List.of(), compiler.part(place.at("items"), items));
    }

    private ObjectParts members() throws ModelRefused {
        Map<String, Schema> named = new LinkedHashMap<>();
        for (var member : map("properties").properties()) {
            named.put(member.getKey(), compiler.part(place.at("properties").at(member.getKey()), member.getValue()));
        }
        List<ObjectParts.Matching> matching = new ArrayList<>();
        for (var member : map("patternProperties").properties()) {
            Place at = place.at("patternProperties").at(member.getKey());
            matching.add(new ObjectParts.Matching(pattern(at, member.getKey()), compiler.part(at, member.getValue())));
        }
        JsonNode additional = schema.path("additionalProperties");
        Schema others = additional.isObject() ? compiler.part(place.at("additionalProperties"), additional) : null;
        return named.isEmpty() && matching.isEmpty() && others == null
                ? ObjectParts.NONE
                : new ObjectParts(named, matching, others);
    }

    /** Keywords {@code additionalItems} and {@code additionalProperties} when they are not schemas. */
    private void additional(ArrayParts elements, ObjectParts members) throws ModelRefused {
        if (isFalse("additionalItems") && schema.path("items").isArray()) {
            add(ARRAYS, new ArrayRules.NoMoreThanTuple(elements.tuple().size()));
        }
        if (isFalse("additionalProperties")) {
            add(
                    OBJECTS,
                    new ObjectRules.NoOthers(
                            members.named().keySet(),
                            members.matching().stream()
                                    .map(ObjectParts.Matching::pattern)
                                    .toList()));
        }
    }

    private boolean isFalse(String keyword) throws ModelRefused {
        JsonNode value = schema.path(keyword);
        if (!value.isMissingNode() && !value.isBoolean() && !value.isObject()) {
            throw malformed(keyword);
        }
        return value.isBoolean() && !value.booleanValue();
    }

    private interface Choice {
        Rule of(List<Schema> schemas);
    }

    private void choices(String keyword, Choice choice) throws ModelRefused {
        JsonNode list = schema.path(keyword);
        if (list.isMissingNode()) {
            return;
        }
        if (!list.isArray() || list.isEmpty()) {
            throw malformed(keyword);
        }
        List<Schema> parts = compiler.parts(place.at(keyword), list);
        alike.addAll(parts);
        add(ALL, choice.of(List.copyOf(parts)));
    }

    private void not() throws ModelRefused {
        JsonNode refused = schema.path("not");
        if (!refused.isMissingNode()) {
            Schema part = compiler.part(place.at("not"), refused);
            alike.add(part);
            add(ALL, new ValueRules.Not(part));
        }
    }

    private void dependencies() throws ModelRefused {
        SortedMap<String, Schema> schemas = new TreeMap<>();
        for (var each : map("dependencies").properties()) {
            Place at = place.at("dependencies").at(each.getKey());
            if (each.getValue().isArray()) {
                add(OBJECTS, new ObjectRules.NeedsNames(each.getKey(), names("dependencies", each.getValue())));
            } else {
                schemas.put(each.getKey(), compiler.part(at, each.getValue()));
            }
        }
        if (!schemas.isEmpty()) {
            alike.addAll(schemas.values());
            add(OBJECTS, new ObjectRules.NeedsSchemas(schemas));
        }
    }

    private void enumeration() throws ModelRefused {
        JsonNode values = schema.path("enum");
        if (!values.isMissingNode()) {
            if (!values.isArray() || values.isEmpty()) {
                throw malformed("enum");
            }
            add(ALL, new ValueRules.OneOfValues(values, new Check(new StepBudget(Long.MAX_VALUE))));
        }
    }

    /** The keywords from {@code maxItems} to {@code multipleOf}. */
    private void counts() throws ModelRefused {
        addCount("maxItems", ARRAYS, ArrayRules.MaxItems::new);
        addCount("maxLength", STRINGS, TextRules.MaxLength::new);
        addCount("maxProperties", OBJECTS, ObjectRules.MaxProperties::new);
        bound("maximum", "exclusiveMaximum");
        addCount("minItems", ARRAYS, ArrayRules.MinItems::new);
        addCount("minLength", STRINGS, TextRules.MinLength::new);
        addCount("minProperties", OBJECTS, ObjectRules.MinProperties::new);
        bound("minimum", "exclusiveMinimum");
        divisor();
    }

    /** Its length bounds what a division costs, whatever the exponents of bodies are. */
    private void divisor() throws ModelRefused {
        JsonNode divisor = number("multipleOf");
        if (divisor == null) {
            return;
        }
        if (divisor.decimalValue().signum() <= 0) {
            throw malformed("multipleOf");
        }
        if (divisor.decimalValue().precision() > MAX_DIVISOR_DIGITS) {
            throw place.refused("multipleOf has more than " + MAX_DIVISOR_DIGITS + " digits");
        }
        add(NUMBERS, new NumberRules.MultipleOf(divisor));
    }

    private interface Count {
        Rule of(int count);
    }

    private void addCount(String keyword, Set<Kind> kinds, Count rule) throws ModelRefused {
        JsonNode value = schema.path(keyword);
        if (!value.isMissingNode()) {
            if (!value.isIntegralNumber() || value.bigIntegerValue().signum() < 0) {
                throw malformed(keyword);
            }
            add(kinds, rule.of(value.canConvertToInt() ? value.intValue() : Integer.MAX_VALUE));
        }
    }

    private void bound(String keyword, String exclusive) throws ModelRefused {
        JsonNode bound = number(keyword);
        boolean excluded = flag(exclusive);
        if (bound != null) {
            add(NUMBERS, new NumberRules.Bound(bound, keyword.equals("minimum"), excluded));
        }
    }

    private @Nullable JsonNode number(String keyword) throws ModelRefused {
        JsonNode value = schema.path(keyword);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isNumber()) {
            throw malformed(keyword);
        }
        return value;
    }

    private void pattern() throws ModelRefused {
        String text = text("pattern");
        if (text != null) {
            add(STRINGS, new TextRules.Matches(pattern(place.at("pattern"), text)));
        }
    }

    private static EcmaPattern pattern(Place at, String text) throws ModelRefused {
        try {
            return EcmaPattern.of(text);
        } catch (PatternRefused refused) {
            throw at.refused(String.valueOf(refused.getMessage()));
        }
    }

    private void required() throws ModelRefused {
        JsonNode required = schema.path("required");
        if (!required.isMissingNode()) {
            add(OBJECTS, new ObjectRules.Required(names("required", required)));
        }
    }

    private void type() throws ModelRefused {
        JsonNode type = schema.path("type");
        if (type.isMissingNode()) {
            return;
        }
        Set<String> named = new TreeSet<>();
        for (JsonNode each : type.isArray() ? type : List.of(type)) {
            named.add(each.asText());
        }
        if (named.contains(Kind.NUMBER.word())) {
            named.add(Kind.INTEGER.word());
        }
        List<String> allowed = List.copyOf(named);
        for (Kind kind : Kind.values()) {
            if (!named.remove(kind.word())) {
                add(EnumSet.of(kind), new ValueRules.WrongType(kind, allowed));
            }
        }
        if (!named.isEmpty() || allowed.isEmpty()) {
            throw malformed("type");
        }
    }

    private void format() throws ModelRefused {
        String word = text("format");
        Format format = word == null ? null : Format.of(word);
        if (format != null) {
            add(STRINGS, new TextRules.HasFormat(format));
        }
    }

    private @Nullable String text(String keyword) throws ModelRefused {
        JsonNode value = schema.path(keyword);
        if (!value.isMissingNode() && !value.isTextual()) {
            throw malformed(keyword);
        }
        return value.textValue();
    }

    private boolean flag(String keyword) throws ModelRefused {
        JsonNode value = schema.path(keyword);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw malformed(keyword);
        }
        return value.booleanValue();
    }

    private JsonNode map(String keyword) throws ModelRefused {
        JsonNode value = schema.path(keyword);
        if (!value.isMissingNode() && !value.isObject()) {
            throw malformed(keyword);
        }
        return value;
    }

    /** A list of names, in their own order, which is the one that findings have. */
    private List<String> names(String keyword, JsonNode list) throws ModelRefused {
        Set<String> names = new TreeSet<>();
        if (!list.isArray()) {
            throw malformed(keyword);
        }
        for (JsonNode each : list) {
            if (!each.isTextual() || !names.add(each.textValue())) {
                throw malformed(keyword);
            }
        }
        return List.copyOf(names);
    }

    private ModelRefused malformed(String keyword) {
        return place.refused(keyword + " is not what draft 4 of JSON schema allows");
    }
}
