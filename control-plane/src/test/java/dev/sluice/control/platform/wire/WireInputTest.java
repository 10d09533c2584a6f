package dev.sluice.control.platform.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireInputTest {
    private static final Rule ENDPOINT_TYPE = Rule.oneOf("PRIVATE", "EDGE", "REGIONAL");

    @Test
    void readsEveryTypeAndIgnoresUnknownMembers() {
        var body = input("""
                        {"name":"pets","flag":true,"count":7,"list":["a","b"],"map":{"k":null},"flags":{"f":true},
                         "object":{"inner":"x"},"unknown":{"deep":[1]},"none":null}
                        """).body();

        assertThat(body.text("name")).isEqualTo("pets");
        assertThat(body.flag("flag")).isTrue();
        assertThat(body.integer("count")).isEqualTo(7);
        assertThat(body.texts("list")).isEqualTo(List.of("a", "b"));
        assertThat(body.textMap("map")).containsKey("k").containsValue(null);
        assertThat(body.flagMap("flags")).isEqualTo(Map.of("f", true));
        assertThat(body.object("object"))
                .extracting(object -> object.text("inner"))
                .isEqualTo("x");
        assertThat(body.text("none")).isNull();
        assertThat(body.text("absent")).isNull();
    }

    @Test
    void readsMapsOfLists() {
        var body = input("{\"m\":{\"a\":[\"x\",\"y\"],\"b\":null}}").body();

        assertThat(body.textListMap("m")).isEqualTo(Map.of("a", List.of("x", "y"), "b", List.of()));
        assertThat(body.textListMap("absent")).isNull();
        assertSerialization(() -> input("{\"m\":{\"k\":\"x\"}}").body().textListMap("m"), "Expected list or null");
    }

    @Test
    void refusesAFractionWhereAWholeNumberIsDeclared() {
        assertThatThrownBy(() -> input("{\"count\":7.9}").body().integer("count"))
                .isInstanceOf(ProblemException.class)
                .hasMessageEndingWith("can not be converted to an Integer");
    }

    @Test
    void readsMembersOfAnyNameAsObjects() {
        var members = input("{\"/a\":{\"n\":1},\"none\":null}").body().members();

        assertThat(members).containsOnlyKeys("/a");
        assertThat(members.get("/a")).extracting(member -> member.integer("n")).isEqualTo(1);
        assertThatThrownBy(() -> input("{\"a\":1}").body().members()).hasMessage("Expected null or start of structure");
    }

    @Test
    void reportsParametersOfTheQueryThatAreMissingOrBreakARule() {
        var input = input("");
        input.requiredQuery("start", null);
        input.requiredQuery("format", "json", Rule.oneOf("csv"));

        assertThatThrownBy(input::check)
                .hasMessage("2 validation errors detected: Value null at 'start' failed to satisfy constraint: Member"
                        + " must not be null; Value 'json' at 'format' failed to satisfy constraint: Member must"
                        + " satisfy enum value set: [csv]");
    }

    @Test
    void anEmptyBodyIsAnObjectWithoutMembers() {
        assertThat(input("").body().text("name")).isNull();
    }

    @Test
    void reportsAllBrokenConstraintsBodyBeforeLabels() {
        var input = input("{\"endpointConfiguration\":{\"types\":[\"wrong\"]}}");
        input.label("statusCode", "xx", Rule.pattern("[1-5]\\d\\d"));
        var endpoint = input.body().object("endpointConfiguration");
        Objects.requireNonNull(endpoint);
        endpoint.texts("types", ENDPOINT_TYPE);

        assertThatThrownBy(input::check)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.problem())
                                .isEqualTo(
                                        new Problem.Validation(
                                                "2 validation errors detected: Value '[wrong]' at 'createRestApiInput.endpointConfiguration.types'"
                                                        + " failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum"
                                                        + " value set: [PRIVATE, EDGE, REGIONAL]]; Value 'xx' at 'statusCode' failed to satisfy"
                                                        + " constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d")));
    }

    @Test
    void reportsOneFailureInTheSingular() {
        var input = input("{}");
        input.body().requiredText("name");

        assertThatThrownBy(input::check)
                .hasMessage("1 validation error detected: Value null at 'createRestApiInput.name' failed to satisfy"
                        + " constraint: Member must not be null");
    }

    @Test
    void namesElementsOfListsFromOne() {
        var input = input("{\"patchOperations\":[{\"op\":\"add\"},{\"op\":\"wrong\"}]}");
        input.body().objects("patchOperations").forEach(each -> each.text("op", Rule.oneOf("add")));

        assertThatThrownBy(input::check).hasMessageContaining("'createRestApiInput.patchOperations.2.member.op'");
    }

    @Test
    void refusesOtherJsonTypesInTheRecordedWords() {
        assertSerialization(
                () -> input("{\"name\":true}").body().text("name"),
                "class java.lang.Boolean can not be converted to an String");
        assertSerialization(
                () -> input("{\"name\":1}").body().text("name"),
                "class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String");
        assertSerialization(
                () -> input("{\"n\":\"1\"}").body().integer("n"),
                "class java.lang.String can not be converted to an Integer");
        assertSerialization(() -> input("{\"l\":\"1\"}").body().texts("l"), "Expected list or null");
        assertSerialization(() -> input("{\"o\":[]}").body().object("o"), "Expected null or start of structure");
        assertSerialization(
                () -> input("{\"m\":{\"k\":{}}}").body().textMap("m"),
                "Start of structure or map found where not expected.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "null", "{} {}", "{\"a\":1,\"a\":2}", "nonsense", "\"text\"", "{\"a\":NaN}"})
    void refusesWhatIsNotOneJsonObject(String body) {
        assertSerialization(() -> input(body), "The request body is not a valid JSON object");
    }

    @Test
    void refusesDeepNesting() {
        assertSerialization(
                () -> input("{\"a\":" + "[".repeat(101) + "]".repeat(101) + "}"),
                "The request body is not a valid JSON object");
    }

    private static WireInput input(String body) {
        return WireInput.of("createRestApiInput", body.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertSerialization(ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.problem()).isEqualTo(new Problem.Serialization(message)));
    }
}
