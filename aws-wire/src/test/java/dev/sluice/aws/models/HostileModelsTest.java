package dev.sluice.aws.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Models and bodies that were written to cost. */
@DisplayName("security-requirements 43, 44, 45")
class HostileModelsTest {
    private static final String API = "a1b2c3d4e5";
    private static final String SPENT = "[judging the request body takes too many steps]";
    /** Twenty milliseconds are the rule; code that is hardly warm gets twice that. */
    private static final long MOST_NANOS = 40_000_000;
    /** Until the code is warm. */
    private static final int TRIES = 20;

    private static BodyModel model(String schema) throws ModelRefused {
        return Models.compile(API, Map.of("M", schema), Set.of("M")).of("M");
    }

    private static String url(String model) {
        return "https://apigateway.amazonaws.com/restapis/" + API + "/models/" + model;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{'$ref':'#'} § model M: $ref leads back to itself",
                "{'allOf':[{'$ref':'#'}]} § model M: leads back to itself without going into the value",
                "{'definitions':{'a':{'not':{'$ref':'#/definitions/b'}},'b':{'dependencies':{'x':{'$ref':'#/definitions/a'}}}},'items':{'$ref':'#/definitions/a'}} § model M at #/definitions/a: leads back to itself without going into the value",
                "{'properties':{'a':{'$ref':'https://example.com/pet.json'}}} § model M at #/properties/a: $ref https://example.com/pet.json names no model of this API",
                "{'items':{'$ref':'file:///etc/passwd'}} § model M at #/items: $ref file:///etc/passwd names no model of this API",
                "{'items':{'$ref':'https://apigateway.amazonaws.com/restapis/another1/models/M'}} § model M at #/items: $ref https://apigateway.amazonaws.com/restapis/another1/models/M names no model of this API",
                "{'items':{'$ref':'https://apigateway.amazonaws.com/restapis/a1b2c3d4e5/models/Gone'}} § model M at #/items: $ref names model Gone, which does not exist",
                "{'items':{'$ref':'#/definitions/gone'}} § model M at #/items: $ref #/definitions/gone leads to nothing",
                "{'items':{'$ref':'#name'}} § model M at #/items: $ref #name leads to nothing",
                "{'items':{'$ref':7}} § model M at #/items: $ref is not a string",
                "{'enum':[1],'items':{'$ref':'#/enum/0'}} § model M at #/enum/0: a schema is a JSON object",
                "{'properties':{'p':{'pattern':'(a)\\\\1'}}} § model M at #/properties/p/pattern: pattern (a)\\1 refers to a group at 3, which is not supported",
                "{'patternProperties':{'a(':{}}} § model M at #/patternProperties/a(: pattern a( has a ( without its )",
                "{'type':'thing'} § model M: type is not what draft 4 of JSON schema allows",
                "{'type':[]} § model M: type is not what draft 4 of JSON schema allows",
                "{'required':true} § model M: required is not what draft 4 of JSON schema allows",
                "{'required':['a','a']} § model M: required is not what draft 4 of JSON schema allows",
                "{'enum':[]} § model M: enum is not what draft 4 of JSON schema allows",
                "{'minLength':-1} § model M: minLength is not what draft 4 of JSON schema allows",
                "{'minLength':1.5} § model M: minLength is not what draft 4 of JSON schema allows",
                "{'minimum':'1'} § model M: minimum is not what draft 4 of JSON schema allows",
                "{'exclusiveMinimum':5} § model M: exclusiveMinimum is not what draft 4 of JSON schema allows",
                "{'multipleOf':1234567890123456789012345678901234} § model M: multipleOf has more than 32 digits",
                "{'multipleOf':0} § model M: multipleOf is not what draft 4 of JSON schema allows",
                "{'properties':[]} § model M: properties is not what draft 4 of JSON schema allows",
                "{'properties':{'a':1}} § model M at #/properties/a: a schema is a JSON object",
                "{'dependencies':{'a':'b'}} § model M at #/dependencies/a: a schema is a JSON object",
                "{'items':'x'} § model M at #/items: a schema is a JSON object",
                "{'additionalProperties':7} § model M: additionalProperties is not what draft 4 of JSON schema allows",
                "{'oneOf':[]} § model M: oneOf is not what draft 4 of JSON schema allows",
                "{'uniqueItems':'yes'} § model M: uniqueItems is not what draft 4 of JSON schema allows",
                "{'format':1} § model M: format is not what draft 4 of JSON schema allows",
                "[] § model M: a schema is a JSON object",
                "<xs:schema/> § model M: its schema is not JSON of at most 100 levels with each member once",
                "{'a':1,'a':2} § model M: its schema is not JSON of at most 100 levels with each member once",
            })
    void refusesWithModelPlaceAndRule(String schema, String refusal) {
        assertThatThrownBy(() -> model(schema.replace('\'', '"')))
                .isInstanceOf(ModelRefused.class)
                .hasMessage(refusal);
    }

    @Test
    void refusesModelsThatDoNotExist() {
        assertThatThrownBy(() -> Models.compile(API, Map.of(), Set.of("M")))
                .isInstanceOf(ModelRefused.class)
                .hasMessage("model M: does not exist");
    }

    @Test
    void refusesReferencesInARing() {
        Map<String, String> ring = Map.of("M", reference("N"), "N", reference("M"));

        assertThatThrownBy(() -> Models.compile(API, ring, Set.of("M")))
                .isInstanceOf(ModelRefused.class)
                .hasMessageEndingWith("$ref leads back to itself");
    }

    private static String reference(String model) {
        return "{\"$ref\":\"" + url(model) + "\"}";
    }

    @Test
    void followsALongChainOfReferences() throws ModelRefused {
        Map<String, String> chain = IntStream.range(0, 5_000)
                .boxed()
                .collect(Collectors.toMap(index -> "M" + index, index -> reference("M" + (index + 1))));
        chain.put("M5000", "{\"type\":\"object\"}");

        assertThat(Models.compile(API, chain, Set.of("M0")).of("M0").findings("{}".getBytes(UTF_8)))
                .isNull();
    }

    /** Thirty levels that each name the next one twice are a billion schemas around one value. */
    @ParameterizedTest
    @CsvSource({"allOf", "anyOf", "oneOf"})
    void refusesExponentialNests(String keyword) {
        Map<String, String> nest = doubling(keyword, 30);

        assertThatThrownBy(() -> Models.compile(API, nest, Set.of("M0")))
                .isInstanceOf(ModelRefused.class)
                .hasMessageEndingWith("more than 10000 schemas for one value");
    }

    private static Map<String, String> doubling(String keyword, int levels) {
        Map<String, String> nest = IntStream.range(0, levels)
                .boxed()
                .collect(Collectors.toMap(
                        index -> "M" + index,
                        index -> "{\"%1$s\":[%2$s,%2$s]}".formatted(keyword, reference("M" + (index + 1)))));
        nest.put("M" + levels, "{}");
        return nest;
    }

    @Test
    void refusesDeepNests() {
        Map<String, String> nest = IntStream.range(0, 5_000)
                .boxed()
                .collect(Collectors.toMap(
                        index -> "M" + index, index -> "{\"not\":" + reference("M" + (index + 1)) + "}"));
        nest.put("M5000", "{}");

        assertThatThrownBy(() -> Models.compile(API, nest, Set.of("M0")))
                .isInstanceOf(ModelRefused.class)
                .hasMessageEndingWith("more than 200 schemas around one value");
    }

    @Test
    void refusesDeepSchemas() {
        assertThatThrownBy(() -> model("{\"not\":".repeat(101) + "{}" + "}".repeat(101)))
                .isInstanceOf(ModelRefused.class)
                .hasMessageContaining("at most 100 levels");
    }

    @Test
    void refusesMillionsOfSchemas() {
        String wide = "{\"items\":[" + "{},".repeat(100_000) + "{}]}";

        assertThatThrownBy(() -> model(wide)).isInstanceOf(ModelRefused.class).hasMessageContaining("more than 100000");
    }

    record Attack(String name, String schema, String body, boolean spent) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Attack> attacks() {
        return Stream.concat(manySteps().stream(), largeValues().stream());
    }

    private static List<Attack> manySteps() {
        String nested = "{\"a\":".repeat(98) + "1" + "}".repeat(98);
        return List.of(
                new Attack(
                        "a member judged twice on every level",
                        "{\"properties\":{\"a\":{\"allOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"}]}}}",
                        nested,
                        true),
                new Attack(
                        "every level inside 150 schemas",
                        "{\"properties\":{\"a\":" + "{\"allOf\":[".repeat(90 / 2) + "{\"$ref\":\"#\"}" + "]}".repeat(45)
                                + "}}",
                        nested,
                        true),
                new Attack(
                        "many powers of ten",
                        "{\"items\":{\"multipleOf\":1" + "0".repeat(30) + "}}",
                        "[" + "1e2147483000,".repeat(9_000) + "1]",
                        true),
                new Attack(
                        "a costly pattern on many members",
                        "{\"patternProperties\":{\"(a|b){0,2000}(.*c)*$\":{}}}",
                        IntStream.range(0, 2_000)
                                .mapToObj(i -> "\"" + "ab".repeat(20) + i + "\":1")
                                .collect(Collectors.joining(",", "{", "}")),
                        true),
                new Attack(
                        "a text longer than patterns run on",
                        "{\"pattern\":\"a\"}",
                        "\"" + "b".repeat(70_000) + "\"",
                        true));
    }

    private static List<Attack> largeValues() {
        String numbers = IntStream.range(0, 15_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        return List.of(
                new Attack("an array of different numbers", "{\"uniqueItems\":true}", "[" + numbers + "]", false),
                new Attack("an array of equal hashes", "{\"uniqueItems\":true}", "[" + colliding(14) + "]", false),
                new Attack(
                        "members of equal hashes",
                        "{\"additionalProperties\":{\"type\":\"integer\"}}",
                        "{" + colliding(12).replace(",", ":1,") + ":1}",
                        false),
                new Attack("a power of ten", "{\"multipleOf\":0.01}", "1e2147483000", false),
                new Attack("a small power of ten", "{\"multipleOf\":7,\"minimum\":0}", "1e-2147483000", false),
                new Attack(
                        "long numbers",
                        "{\"uniqueItems\":true}",
                        "["
                                + IntStream.range(0, 120)
                                        .mapToObj(i -> i + "7".repeat(990))
                                        .collect(Collectors.joining(","))
                                + "]",
                        false),
                new Attack(
                        "a pattern that makes others backtrack",
                        "{\"pattern\":\"^(a|aa)+$\"}",
                        "\"" + "a".repeat(30_000) + "!\"",
                        false),
                new Attack(
                        "an enum and a body that are both large",
                        "{\"items\":{\"enum\":[[" + numbers + "]]}}",
                        "[" + ("[" + numbers + "],").repeat(1) + "1]",
                        false),
                new Attack("brackets", "{\"items\":{\"$ref\":\"#\"}}", "[".repeat(60_000), false),
                new Attack(
                        "many wrong values",
                        "{\"items\":{\"enum\":[\"" + "x".repeat(100_000) + "\"]}}",
                        "[" + numbers + "]",
                        false));
    }

    /** Texts with the same {@code hashCode}, two to the power of {@code length} of them. */
    private static String colliding(int length) {
        return IntStream.range(0, 1 << length)
                .mapToObj(bits -> IntStream.range(0, length)
                        .mapToObj(index -> ((bits >> index) & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining("", "\"", "\"")))
                .limit(120_000 / (2 * length + 3))
                .collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void boundsTheWorkForOneBody(Attack attack) throws ModelRefused {
        // given
        BodyModel model = model(attack.schema());
        byte[] body = attack.body().getBytes(UTF_8);
        assertThat(body.length).isLessThanOrEqualTo(BodyModel.QUICK_BYTES);

        // when
        String findings = model.findings(body);
        long nanos = Long.MAX_VALUE;
        for (int count = 0; nanos >= MOST_NANOS && count < TRIES; count++) {
            nanos = nanos(model, body);
        }

        // then
        assertThat(nanos).isLessThan(MOST_NANOS);
        assertThat(SPENT.equals(findings)).as("%s", findings).isEqualTo(attack.spent());
        assertThat(findings == null ? 0 : findings.length()).isLessThanOrEqualTo(16 * 1024);
    }

    private static long nanos(BodyModel model, byte[] body) {
        var threads = ManagementFactory.getThreadMXBean();
        long started = threads.getCurrentThreadCpuTime();
        model.findings(body);
        return threads.getCurrentThreadCpuTime() - started;
    }

    @Test
    void tellsElementsOfLongArraysApart() throws ModelRefused {
        // given
        BodyModel model = model("{\"uniqueItems\":true}");
        String different = IntStream.range(0, 30_000)
                .mapToObj(index -> index % 3 == 0 ? "{\"a\":" + index + "}" : "\"" + index + "\"")
                .collect(Collectors.joining(","));

        // when
        String none = model.findings(("[" + different + "]").getBytes(UTF_8));
        String late = model.findings(("[" + different + ",\"29999\"]").getBytes(UTF_8));
        String early = model.findings(("[" + different + ",{ \"a\" : 3 }]").getBytes(UTF_8));

        // then
        assertThat(none).isNull();
        assertThat(late).isEqualTo("[array must not contain duplicate elements]");
        assertThat(early).isEqualTo(late);
    }

    @Test
    void staysFarFromTheEndOfAStack() throws Exception {
        // given: 98 levels of 10 schemas each reach the limit of schemas in each other
        BodyModel model = model(
                "{\"properties\":{\"a\":" + "{\"allOf\":[".repeat(9) + "{\"$ref\":\"#\"}" + "]}".repeat(9) + "}}");
        byte[] body = ("{\"a\":".repeat(98) + "1" + "}".repeat(98)).getBytes(UTF_8);
        var outcome = new AtomicReference<Object>("nothing");

        // when
        Thread small = new Thread(null, () -> outcome.set(judged(() -> model.findings(body))), "small", 512 * 1024);
        small.start();
        small.join();

        // then
        assertThat(outcome.get()).isIn("null", SPENT);
    }

    private static Object judged(Supplier<Object> judging) {
        try {
            return String.valueOf(judging.get());
        } catch (StackOverflowError overflow) {
            return overflow;
        }
    }
}
