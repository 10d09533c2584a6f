package dev.sluice.control.apis.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.fixtures.Management;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayName("openapi-extensions 5 [D]: descriptions become documentation parts")
class ImportDescriptionsIT {
    private Management caller;

    @BeforeEach
    void aCaller() {
        caller = Management.ofNewTenant();
    }

    @Test
    void documentsWhatIsDescribedInPlaceUnlessTheExtensionSpeaks() {
        // given
        String document = body("""
                {'openapi':'3.0.1','info':{'title':'t','version':'1','description':'All'},
                 'paths':{'/a':{'summary':'A path','get':{'summary':'Short','description':'Long','tags':['x'],
                  'parameters':[{'name':'q','in':'query','description':'Which','schema':{'type':'string'}}],
                  'responses':{'200':{'description':'Fine','headers':{'X-A':{'description':'How many',
                    'schema':{'type':'string'}}}},'404':{'description':'404 response'}}}}}}
                """);
        String extended = document.replaceFirst(
                "\\{",
                body("{'x-amazon-apigateway-documentation':{'documentationParts':[{'location':{'type':'API'},"
                        + "'properties':{'a':1}}]},"));

        // when
        String plain = id(imported("&basepath=prepend", document));
        String apart = id(imported("", extended));
        String ignored = id(imported("&ignore=documentation", document));

        // then
        assertThat(parts(plain))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "API null null null null", "{\"info\":{\"description\":\"All\"}}",
                        "RESOURCE /a null null null", "{\"summary\":\"A path\"}",
                        "METHOD /a GET null null", "{\"summary\":\"Short\",\"description\":\"Long\"}",
                        "QUERY_PARAMETER /a GET null q", "{\"description\":\"Which\"}",
                        "RESPONSE /a GET 200 null", "{\"description\":\"Fine\"}",
                        "RESPONSE_HEADER /a GET 200 X-A", "{\"description\":\"How many\"}"));
        assertThat(parts(apart)).containsExactly(Map.entry("API null null null null", "{\"a\":1}"));
        assertThat(parts(ignored)).isEmpty();
    }

    @Test
    void leavesOutDescriptionsThatFindNoRoom() {
        // given
        var paths = new StringBuilder("'/':{}");
        for (int i = 0; i < 290; i++) {
            paths.append(",'/p").append(i).append("':{");
            for (String verb : List.of("get", "put", "post", "delete", "options", "head", "patch")) {
                paths.append("'").append(verb).append("':{'responses':{'200':{'description':'ok'}}},");
            }
            paths.append("'x-a':1}");
        }

        // when
        JsonNode made =
                imported("", body("{'swagger':'2.0','info':{'title':'t','version':'1'},'paths':{" + paths + "}}"));

        // then
        assertThat(made.get("warnings").valueStream().map(JsonNode::textValue))
                .containsExactly("Ignoring 30 descriptions, for which the documentation of the API has no room");
    }

    private JsonNode imported(String query, String document) {
        return caller.post("/restapis?mode=import" + query, document).created();
    }

    private static String id(JsonNode api) {
        return api.get("id").textValue();
    }

    /** Properties of documentation parts by place. */
    private Map<String, String> parts(String api) {
        Map<String, String> parts = new TreeMap<>();
        JsonNode list = caller.get("/restapis/" + api + "/documentation/parts?limit=500")
                .ok()
                .get("item");
        list.forEach(part -> {
            JsonNode place = part.get("location");
            parts.put(
                    Stream.of("type", "path", "method", "statusCode", "name")
                            .map(member -> String.valueOf(place.path(member).textValue()))
                            .collect(Collectors.joining(" ")),
                    part.get("properties").textValue());
        });
        return parts;
    }
}
