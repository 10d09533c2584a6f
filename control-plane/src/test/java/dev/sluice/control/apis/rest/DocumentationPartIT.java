package dev.sluice.control.apis.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class DocumentationPartIT {
    private static final String UNKNOWN = "404 NotFoundException: Invalid Documentation part identifier specified";
    private static final String TYPES = "Member must satisfy enum value set: [RESPONSE_BODY, RESPONSE, METHOD, MODEL,"
            + " AUTHORIZER, RESPONSE_HEADER, RESOURCE, PATH_PARAMETER, REQUEST_BODY, QUERY_PARAMETER, API,"
            + " REQUEST_HEADER]";

    private Management caller;
    private String api;
    private String parts;

    @BeforeEach
    void anApi() {
        caller = Management.ofNewTenant();
        api = SampleApi.empty(caller).id();
        parts = "/restapis/" + api + "/documentation/parts";
    }

    @Test
    void createsAndShowsAPartAsItWasGiven() {
        // given
        var whole =
                "{'location':{'type':'RESPONSE_HEADER','path':'/pets','method':'GET','statusCode':'404','name':'x'},"
                        + "'properties':'{\\\"description\\\":\\\"<b>é</b>\\\"}'}";

        // when
        JsonNode made = caller.post(parts, body("{'location':{'type':'API'},'properties':'{\\\"a\\\": 1}'}"))
                .created();

        // then
        assertThat(made)
                .isEqualTo(expected(
                        "{'id':'%s','location':{'type':'API'},'properties':'{\\\"a\\\": 1}'}".formatted(id(made))));
        assertThat(caller.get(parts + "/" + id(made)).ok()).isEqualTo(made);
        assertThat(caller.post(parts, body(whole)).created().get("location"))
                .isEqualTo(expected(
                        "{'type':'RESPONSE_HEADER','path':'/pets','method':'GET','statusCode':'404','name':'x'}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{'location':{'type':'INVALID'},'properties':'{}'} § 400 ValidationException: 1 validation error detected: Value 'INVALID' at 'createDocumentationPartInput.location.type' failed to satisfy constraint: TYPES",
                "{} § 400 ValidationException: 2 validation errors detected: Value null at 'createDocumentationPartInput.location' failed to satisfy constraint: Member must not be null; Value null at 'createDocumentationPartInput.properties' failed to satisfy constraint: Member must not be null",
                "{'location':{'type':'x','statusCode':'4*'},'properties':'{}'} § 400 ValidationException: 2 validation errors detected: Value 'x' at 'createDocumentationPartInput.location.type' failed to satisfy constraint: TYPES; Value '4*' at 'createDocumentationPartInput.location.statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: ^([1-5]\\d\\d|\\*|\\s*)$",
                "{'location':'API','properties':'{}'} § 400 SerializationException: Expected null or start of structure",
                "{'location':{'type':'API'},'properties':{}} § 400 SerializationException: Start of structure or map found where not expected.",
                "{'location':{'type':'API'},'properties':'[1]'} § 400 BadRequestException: Documentation part properties must be a JSON object",
                "{'location':{'type':'API'},'properties':''} § 400 BadRequestException: Documentation part properties must be a JSON object",
                "{'location':{'type':'API','path':'/'},'properties':'{}'} § 400 BadRequestException: Invalid documentation part location: type API has no path",
                "{'location':{'type':'MODEL'},'properties':'{}'} § 400 BadRequestException: Invalid documentation part location: type MODEL needs a name",
            })
    void refusesToCreate(String body, String refusal) {
        assertThat(caller.post(parts, body(body)).refusal()).isEqualTo(refusal.replace("TYPES", TYPES));
    }

    @Test
    void documentsAPlaceOnceWhateverOfItsDefaultsAreSaid() {
        create("{'type':'METHOD','path':'/'}", "{}");

        assertThat(caller.post(parts, body("{'location':{'type':'METHOD','method':'*'},'properties':'{}'}"))
                        .refusal())
                .isEqualTo("409 ConflictException: Documentation part already exists for the specified location:"
                        + " type 'METHOD', method '*'.");
        create("{'type':'METHOD','method':'GET'}", "{}");
    }

    @Test
    void patchesThePropertiesAlone() {
        String part = parts + "/" + create("{'type':'API'}", "{}");

        assertThat(caller.patch(part, body("{'op':'replace','path':'/properties','value':'{\\\"b\\\":2}'}"))
                        .ok()
                        .get("properties")
                        .textValue())
                .isEqualTo("{\"b\":2}");
        assertThat(caller.patch(part, body("{'op':'add','path':'/properties','value':'{}'}"))
                        .refusal())
                .isEqualTo("400 BadRequestException: Invalid patch path  '/properties' specified for op 'add'."
                        + " Please choose supported operations");
        assertThat(caller.patch(part, body("{'op':'replace','path':'/invalidPath','value':'{}'}"))
                        .refusal())
                .isEqualTo("400 BadRequestException: Invalid patch path  '/invalidPath' specified for op 'replace'."
                        + " Must be one of: [/properties]");
        assertThat(caller.patch(part, body("{'op':'replace','path':'/properties'}"))
                        .status())
                .isEqualTo(400);
        assertThat(caller.call("PATCH", part, "").ok().get("properties").textValue())
                .isEqualTo("{\"b\":2}");
    }

    @Test
    void filtersTheListByEachOfItsQueryParameters() {
        // given
        String ofApi = create("{'type':'API'}", "{\"a\":1}");
        String ofRoot = create("{'type':'RESOURCE'}", "{}");
        String ofModel = create("{'type':'MODEL','name':'Pet'}", "{\"a\":1}");
        String ofHeader = create("{'type':'REQUEST_HEADER','path':'/pets','name':'Pet'}", "{\"a\":1}");

        // then
        assertThat(listed("")).containsExactly(ofApi, ofRoot, ofModel, ofHeader);
        assertThat(listed("?type=MODEL")).containsExactly(ofModel);
        assertThat(listed("?name=Pet")).containsExactly(ofModel, ofHeader);
        assertThat(listed("?name=pet")).isEmpty();
        assertThat(listed("?path=%2F")).containsExactly(ofRoot);
        assertThat(listed("?path=%2Fpets&name=Pet&type=REQUEST_HEADER&locationStatus=DOCUMENTED"))
                .containsExactly(ofHeader);
        assertThat(listed("?locationStatus=UNDOCUMENTED")).containsExactly(ofRoot);
        assertThat(caller.get(parts + "?type=x&locationStatus=y").refusal())
                .isEqualTo("400 ValidationException: 2 validation errors detected: Value 'x' at 'type' failed to"
                        + " satisfy constraint: " + TYPES + "; Value 'y' at 'locationStatus' failed to satisfy"
                        + " constraint: Member must satisfy enum value set: [UNDOCUMENTED, DOCUMENTED]");
    }

    @ParameterizedTest
    @CsvSource({"''", "type=RESOURCE&"})
    void pagesInOrderOfCreation(String filter) {
        // given
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(create("{'type':'RESOURCE','path':'/" + i + "'}", "{}"));
        }

        // when
        List<String> seen = new ArrayList<>();
        JsonNode page = caller.get(parts + "?" + filter + "limit=2").ok();
        page.get("item").forEach(part -> seen.add(id(part)));
        while (page.has("position")) {
            page = caller.get(parts + "?" + filter + "limit=2&position="
                            + page.get("position").textValue())
                    .ok();
            page.get("item").forEach(part -> seen.add(id(part)));
        }

        // then
        assertThat(seen).isEqualTo(made);
    }

    @Test
    void holdsTheDocumentationOfAnApiToItsSize() {
        // given
        String large = "{\\\"a\\\":\\\"" + "x".repeat(2 * 1024 * 1024) + "\\\"}";
        create("{'type':'RESOURCE','path':'/1'}", large.replace("\\\"", "\""));
        create("{'type':'RESOURCE','path':'/2'}", large.replace("\\\"", "\""));

        // when
        var refused = caller.post(
                parts, "{\"location\":{\"type\":\"RESOURCE\",\"path\":\"/3\"},\"properties\":\"" + large + "\"}");

        // then
        assertThat(refused.refusal())
                .isEqualTo("429 LimitExceededException: Maximum size of the documentation of this API has been reached:"
                        + " 6291456");
    }

    @Test
    void deletesAPart() {
        String part = parts + "/" + create("{'type':'API'}", "{}");

        assertThat(caller.delete(part).status()).isEqualTo(202);

        assertThat(caller.get(part).refusal()).isEqualTo(UNKNOWN);
        assertThat(caller.delete(part).refusal()).isEqualTo(UNKNOWN);
        assertThat(caller.get(parts).ok()).isEqualTo(expected("{'item':[]}"));
    }

    @Test
    void namesTheApiOrThePartThatIsNotThere() {
        String other = "/restapis/zzzzzzzzzz/documentation/parts";
        String unknownApi = "404 NotFoundException: Invalid API identifier specified "
                + caller.key().tenant() + ":zzzzzzzzzz";

        assertThat(caller.get(other).refusal()).isEqualTo(unknownApi);
        assertThat(caller.post(other, body("{'location':{'type':'API'},'properties':'{}'}"))
                        .refusal())
                .isEqualTo(unknownApi);
        assertThat(caller.delete(other + "/x").refusal()).isEqualTo(unknownApi);
        assertThat(caller.get(other + "/x").refusal()).isEqualTo(UNKNOWN);
        assertThat(caller.patch(other + "/x", "").refusal()).isEqualTo(UNKNOWN);
        assertThat(caller.get(parts + "/x").refusal()).isEqualTo(UNKNOWN);
    }

    private String create(String location, String properties) {
        String text = properties.replace("\"", "\\\"");
        return id(caller.post(parts, "{\"location\":" + body(location) + ",\"properties\":\"" + text + "\"}")
                .created());
    }

    private List<String> listed(String query) {
        return caller.get(parts + query).ok().findValuesAsText("id");
    }

    private static String id(JsonNode part) {
        return part.get("id").textValue();
    }
}
