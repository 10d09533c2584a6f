package dev.sluice.control.apis.openapi.imports;

import static dev.sluice.control.fixtures.SampleApi.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.definition.ResourceDefinition;
import dev.sluice.control.apis.items.ThrottleDefinition;
import dev.sluice.control.apis.items.ThrottleDefinition.Limit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("issue 5, item 7: x-sluice-throttle in documents")
class ThrottleImportTest {
    private static final Limit PLAIN = new Limit(null, null, null, 5, false);

    private static String document(String atApi, String atPath, String atMethod) {
        return body("{'openapi':'3.0.1','info':{'title':'t','version':'1'}" + extension(atApi)
                + ",'paths':{'/pets':{'get':{'responses':{}" + extension(atMethod) + "}" + extension(atPath)
                + "},'/dogs':{'x-amazon-apigateway-any-method':{'responses':{}}}}}");
    }

    private static String extension(String limits) {
        return limits.isEmpty() ? "" : ",'x-sluice-throttle':[" + limits + "]";
    }

    /** By verb and path. */
    private static Map<String, List<Limit>> limits(ApiDefinition api) {
        Map<String, List<Limit>> byPlace = new TreeMap<>();
        for (ThrottleDefinition throttle : api.throttles()) {
            String path = api.resources().stream()
                    .filter(resource -> resource.id().equals(throttle.resourceId()))
                    .map(ResourceDefinition::path)
                    .findFirst()
                    .orElse("API");
            byPlace.put(throttle.verb() == null ? path : throttle.verb() + " " + path, throttle.limits());
        }
        return byPlace;
    }

    @Test
    void standsAtTheDocumentAPathAndAMethod() {
        // when
        var translated = Translated.of(document(
                "{'concurrency':5}",
                "{'key':'$context.identity.sourceIp','rate':0.5,'headers':true}",
                "{'key':'method.request.header.X-User','rate':10,'burst':20},{'concurrency':5}"));

        // then
        assertThat(translated.findings().errors()).isEmpty();
        assertThat(translated.findings().warnings()).isEmpty();
        assertThat(limits(translated.definition()))
                .isEqualTo(Map.of(
                        "API", List.of(PLAIN),
                        "/pets", List.of(new Limit("$context.identity.sourceIp", 0.5, null, null, true)),
                        "GET /pets", List.of(new Limit("method.request.header.X-User", 10.0, 20, null, false), PLAIN)));
    }

    @Test
    void aMergeKeepsTheLimitsOfPlacesThatTheDocumentDoesNotMention() {
        // given
        var base = Translated.of(document("{'concurrency':1}", "{'concurrency':2}", "{'concurrency':3}"))
                .definition();

        // when
        var silent = merged(base, "{'/dogs':{'x-amazon-apigateway-any-method':{'responses':{}}}}");
        var anew = merged(base, "{'/pets':{'get':{'responses':{}},'x-sluice-throttle':[{'concurrency':5}]}}");
        var emptied = merged(base, "{'/pets':{'x-sluice-throttle':[]}}");

        // then
        assertThat(limits(silent)).isEqualTo(limits(base));
        assertThat(limits(anew)).containsOnlyKeys("API", "/pets").containsEntry("/pets", List.of(PLAIN));
        assertThat(limits(emptied)).containsOnlyKeys("API", "GET /pets");
    }

    @Test
    void anOverwriteKeepsNone() {
        // given
        var base = Translated.of(document("{'concurrency':1}", "{'concurrency':2}", "{'concurrency':3}"))
                .definition();

        // when
        var translated = Translated.into(base, ImportMode.OVERWRITE, document("", "", ""));

        // then
        assertThat(translated.definition().throttles()).isEmpty();
    }

    private static ApiDefinition merged(ApiDefinition base, String paths) {
        var translated = Translated.into(
                base,
                ImportMode.MERGE,
                body("{'openapi':'3.0.1','info':{'title':'t','version':'1'},'paths':" + paths + "}"));
        assertThat(translated.findings().errors()).isEmpty();
        return translated.definition();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'per':'user','rate':1 | the member 'per' is unknown; key, rate, burst, concurrency and headers are known",
                "'key':'context.path' | it has neither rate nor concurrency",
                "'burst':1,'concurrency':1 | burst needs a rate",
                "'rate':0 | rate must be a number of calls a second from 0.0001 to 1000000",
                "'rate':-1 | rate must be a number of calls a second from 0.0001 to 1000000",
                "'rate':1e300 | rate must be a number of calls a second from 0.0001 to 1000000",
                "'rate':'5' | rate must be a number of calls a second from 0.0001 to 1000000",
                "'rate':5,'burst':0 | burst must be a whole number from 1 to 1000000",
                "'concurrency':-3 | concurrency must be a whole number from 1 to 1000000",
            })
    void refusesWhatBreaksARuleAndNamesThePlace(String limit, String rule) {
        assertThat(Translated.of(document("", "", "{'concurrency':1},{" + limit + "}"))
                        .findings()
                        .errors())
                .containsExactly("Invalid throttle at '/paths/~1pets/get/x-sluice-throttle/1': " + rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "context.unknown",
                "$context.awsEndpointRequestId",
                "$context.authorizer",
                "$input.body",
                "method.request.body.a",
                "method.request.header.X Y",
                "method.request.path.id",
                "stageVariables.a",
                "'text'",
                "$",
            })
    void refusesKeysThatCallsCannotBeCountedBy(String key) {
        assertThat(Translated.of(document("{'rate':1,'key':" + quoted(key) + "}", "", ""))
                        .findings()
                        .errors())
                .singleElement()
                .asString()
                .startsWith(
                        "Invalid throttle at '/x-sluice-throttle/0': calls cannot be counted by the key '" + key + "'");
    }

    /** In JSON, which the samples write with single quotes. */
    private static String quoted(String key) {
        return "'" + key.replace("'", "`") + "'";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'rate':1} | Expected type array at '/x-sluice-throttle' but got object",
                "[5] | Expected type object at '/x-sluice-throttle/0' but got number",
                "[{'rate':1,'key':5}] | Expected type string at '/x-sluice-throttle/0/key' but got number",
                "[{'rate':1,'headers':5}] | Expected type boolean at '/x-sluice-throttle/0/headers' but got number",
                "[{'concurrency':1.5}] | Expected type integer at '/x-sluice-throttle/0/concurrency' but got number",
            })
    void refusesMembersOfAnotherType(String limits, String error) {
        // given
        String document = body(
                "{'openapi':'3.0.1','info':{'title':'t','version':'1'},'paths':{},'x-sluice-throttle':" + limits + "}");

        // then
        assertThat(Translated.of(document).findings().errors()).containsExactly(error);
    }

    @Test
    void refusesMoreThanTenAtAPlaceAndAThousandInAll() {
        // given
        String eleven = String.join(",", Collections.nCopies(11, "{'concurrency':1}"));
        String ten = String.join(",", Collections.nCopies(10, "{'concurrency':1}"));
        String many = IntStream.range(0, 101)
                .mapToObj(path -> "'/p" + path + "':{'x-sluice-throttle':[" + ten + "]}")
                .collect(Collectors.joining(","));

        // then
        assertThat(Translated.of(document("", eleven, "")).findings().errors())
                .containsExactly("The list 'x-sluice-throttle' at '/paths/~1pets' has more than 10 throttles");
        assertThat(Translated.of(body("{'openapi':'3.0.1','info':{'title':'t','version':'1'},'paths':{" + many + "}}"))
                        .findings()
                        .errors())
                .containsExactly("The API has 1010 throttles of 'x-sluice-throttle'; 1000 are the most");
    }
}
