package dev.sluice.control.apis.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.OpenApiSamples;
import dev.sluice.control.fixtures.SampleApi;
import dev.sluice.control.platform.ids.RandomIds;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a naive implementation gets wrong on the wire, whatever the resource (management-api 15). */
@QuarkusTest
class WireTrapsIT {
    private static final String ARN = "arn:aws:apigateway:us-east-1::";

    private Management caller;
    private SampleApi api;

    @BeforeEach
    void anApi() {
        caller = Management.ofNewTenant();
        api = SampleApi.mock(caller);
    }

    @Test
    @DisplayName("management-api 15.1: lists are flat item arrays, also stages; the map of a usage is values")
    void trap1ListsAreFlatItemArraysEvenOfOneElement() {
        // given
        api.deploy("prod");
        String plan = idOf(caller.post("/usageplans", "{\"name\":\"p\"}").created());
        String key = idOf(caller.post("/apikeys", "{}").created());
        caller.post("/usageplans/" + plan + "/keys", body("{'keyId':'" + key + "','keyType':'API_KEY'}"))
                .created();

        // then
        for (String list : List.of(
                "/restapis",
                api.resources(),
                api.deployments(),
                api.stages(),
                "/usageplans",
                "/apikeys",
                "/usageplans/" + plan + "/keys")) {
            JsonNode answer = caller.get(list).ok();

            assertThat(answer.get("item").isArray()).as(list).isTrue();
            assertThat(answer.get("item")).as(list).hasSize(1);
            assertThat(answer.has("items") || answer.has("_links") || answer.has("_embedded"))
                    .as(list)
                    .isFalse();
        }
        JsonNode usage = caller.get("/usageplans/" + plan + "/usage?startDate=2026-03-01&endDate=2026-03-01")
                .ok();
        assertThat(usage.get("values").fieldNames()).toIterable().containsExactly(key);
        assertThat(usage.has("items") || usage.has("item")).isFalse();
    }

    @Test
    @DisplayName("management-api 15.2: dates are whole epoch seconds")
    void trap2DatesAreWholeEpochSeconds() {
        String deployment = api.deploy("prod");
        long now = Instant.now().getEpochSecond();

        Stream.of(
                        caller.get(api.path()).ok().get("createdDate"),
                        caller.get(api.deployments() + "/" + deployment).ok().get("createdDate"),
                        caller.get(api.stages() + "/prod").ok().get("createdDate"),
                        caller.get(api.stages() + "/prod").ok().get("lastUpdatedDate"),
                        caller.post("/apikeys", "{}").created().get("createdDate"),
                        caller.post("/clientcertificates", "{}").created().get("createdDate"))
                .forEach(date -> {
                    assertThat(date.isIntegralNumber()).isTrue();
                    assertThat(date.longValue()).isBetween(now - 300, now + 300);
                });
    }

    @Test
    @DisplayName("management-api 15.3: each entry of parameters is a query parameter; mode=import makes create import")
    void trap3ModeImportTurnsCreateIntoImport() {
        // when
        JsonNode imported = caller.post(
                        "/restapis?basepath=prepend&mode=import&ignore=documentation"
                                + "&endpointConfigurationTypes=REGIONAL",
                        OpenApiSamples.SWAGGER)
                .created();
        JsonNode together = caller.post("/restapis?mode=import&parameters=basepath%3Dprepend", OpenApiSamples.SWAGGER)
                .created();

        // then: what CreateRestApi takes is no document, and a document without the mode is no API
        assertThat(paths(imported)).contains("/v1/shop/pets/{id}");
        assertThat(imported.at("/endpointConfiguration/types")).isEqualTo(expected("['REGIONAL']"));
        assertThat(caller.get("/restapis/" + idOf(imported) + "/documentation/parts")
                        .ok()
                        .get("item"))
                .isEmpty();
        assertThat(paths(together)).contains("/pets/{id}").doesNotContain("/v1");
        assertThat(caller.post("/restapis?mode=import", "{\"name\":\"x\"}").refusal())
                .startsWith("400 BadRequestException: Invalid OpenAPI input.");
        assertThat(caller.post("/restapis?basepath=prepend", "{\"name\":\"x\"}")
                        .created()
                        .get("name")
                        .textValue())
                .isEqualTo("x");
        assertThat(caller.post("/restapis", body("{'swagger':'2.0','info':{'title':'t','version':'1'},'paths':{}}"))
                        .refusal())
                .startsWith("400 ValidationException: 1 validation error detected: Value null at"
                        + " 'createRestApiInput.name'");
    }

    /** Route keys and connection ids belong to services that are not built; {@code $default} is one label as any. */
    @Test
    @DisplayName("management-api 15.4: labels come fully percent-encoded and are read after the path is split")
    void trap4LabelsAreReadAfterThePathIsSplit() {
        // given
        String pets = api.child(api.root(), "pets");
        api.putMethod(pets, "GET");
        caller.put(api.method(pets, "GET") + "/responses/200", "{}").created();
        String domain = "/domainnames/" + domain();
        caller.post(domain + "/basepathmappings", body("{'restApiId':'" + api.id() + "'}"))
                .created();
        String tags = "/tags/" + encoded(ARN + api.path());

        // then: an encoded letter names the same thing, an encoded slash is part of its label
        assertThat(caller.get(api.resources() + "/" + pets + "/methods/%47%45%54")
                        .status())
                .isEqualTo(200);
        assertThat(caller.get(api.method(pets, "GET") + "/responses/%32%30%30").status())
                .isEqualTo(200);
        assertThat(caller.get(api.resources() + "/" + pets + "%2Fmethods%2FGET").refusal())
                .isEqualTo("404 NotFoundException: Invalid Resource identifier specified");
        assertThat(caller.get(api.path() + "%2Fresources").refusal())
                .isEqualTo("404 NotFoundException: Invalid API identifier specified "
                        + caller.key().tenant() + ":" + api.id() + "/resources");
        assertThat(caller.get(domain + "/basepathmappings/%28none%29")
                        .ok()
                        .get("basePath")
                        .textValue())
                .isEqualTo("(none)");
        caller.put(tags, body("{'tags':{'a':'1'}}")).expect(204);
        assertThat(caller.get(tags).ok()).isEqualTo(expected("{'tags':{'a':'1'}}"));
        assertThat(caller.get(api.stages() + "/%24default").refusal())
                .isEqualTo("404 NotFoundException: Invalid stage identifier specified");
    }

    @Test
    @DisplayName("management-api 15.15: the status of each operation that another answer is expected of")
    void trap15Statuses() {
        // given
        String pets = api.child(api.root(), "pets");
        api.putMock(pets, "GET");
        String method = api.method(pets, "GET");
        caller.put(method + "/responses/200", "{}").expect(201);
        caller.put(method + "/integration/responses/200", "{}").expect(201);
        String deployment = api.deploy("prod");
        String tags = "/tags/" + encoded(ARN + api.path());

        // then
        assertThat(caller.patch(method + "/responses/200", "").status()).isEqualTo(201);
        assertThat(caller.patch(method, "").status()).isEqualTo(200);
        assertThat(caller.patch(method + "/integration", "").status()).isEqualTo(200);
        assertThat(caller.patch(method + "/integration/responses/200", "").status())
                .isEqualTo(200);
        assertThat(caller.put(tags, body("{'tags':{'a':'1'}}")).status()).isEqualTo(204);
        assertThat(caller.delete(tags + "?tagKeys=a").status()).isEqualTo(204);
        assertThat(caller.post("/vpclinks", body("{'name':'x','targetArns':['arn:aws:a:b:c:d']}"))
                        .status())
                .isEqualTo(202);
        assertThat(caller.delete(method + "/integration/responses/200").status())
                .isEqualTo(204);
        assertThat(caller.delete(method + "/integration").status()).isEqualTo(204);
        assertThat(caller.delete(method + "/responses/200").status()).isEqualTo(204);
        assertThat(caller.delete(method).status()).isEqualTo(204);
        assertThat(caller.delete(api.resources() + "/" + pets).status()).isEqualTo(202);
        assertThat(caller.delete(api.stages() + "/prod").status()).isEqualTo(202);
        assertThat(caller.delete(api.deployments() + "/" + deployment).status()).isEqualTo(202);
        for (String made : madeOfEachKind()) {
            assertThat(caller.delete(made).status()).as(made).isEqualTo(202);
        }
        assertThat(caller.put(api.path(), OpenApiSamples.OPENAPI).status()).isEqualTo(200);
        assertThat(caller.delete(api.path()).status()).isEqualTo(202);
    }

    @Test
    @DisplayName("management-api 15.16: when tags, empty maps and an empty selection pattern are shown")
    void trap16Presence() {
        String link = body("{'name':'x','targetArns':['arn:aws:a:b:c:d']}");
        for (Kind kind : List.of(
                new Kind("/restapis", "{\"name\":\"x\"}", 201),
                new Kind("/apikeys", "{}", 201),
                new Kind("/usageplans", "{\"name\":\"x\"}", 201),
                new Kind("/vpclinks", link, 202))) {
            var caller = Management.ofNewTenant();
            JsonNode made = caller.post(kind.list(), kind.body()).expect(kind.status());
            String one = kind.list() + "/" + idOf(made);

            assertThat(made.has("tags")).as(kind.list()).isFalse();
            assertThat(caller.get(one).ok().get("tags")).as(kind.list()).isEqualTo(expected("{}"));
            assertThat(caller.patch(one, "").ok().get("tags")).as(kind.list()).isEqualTo(expected("{}"));
            assertThat(caller.get(kind.list()).ok().at("/item/0").has("tags"))
                    .as(kind.list())
                    .isFalse();
            String tagged = ((ObjectNode) Management.json(kind.body()))
                    .set("tags", expected("{'a':'b'}"))
                    .toString();
            assertThat(caller.post(kind.list(), tagged).expect(kind.status()).get("tags"))
                    .as(kind.list())
                    .isEqualTo(expected("{'a':'b'}"));
        }
        api.deploy("prod");
        assertThat(caller.get(api.stages() + "/prod").ok().has("tags")).isFalse();
        assertThat(caller.patch(api.stages() + "/prod", "").ok().has("tags")).isFalse();
        assertThat(caller.get(api.stages()).ok().at("/item/0").has("tags")).isFalse();
        assertMapsOfMethodResponses();
        assertSelectionPatterns();
    }

    private void assertMapsOfMethodResponses() {
        String response = api.method(api.root(), "GET") + "/responses/200";
        assertThat(caller.put(response, body("{'responseParameters':{},'responseModels':{}}"))
                        .created())
                .isEqualTo(expected("{'statusCode':'200','responseParameters':{},'responseModels':{}}"));
        assertThat(caller.put(api.method(api.root(), "GET") + "/responses/201", "{}")
                        .created())
                .isEqualTo(expected("{'statusCode':'201'}"));
        caller.patch(
                        response,
                        body("{'op':'add','path':'/responseParameters/method.response.header.a','value':'true'}"))
                .created();
        assertThat(caller.patch(response, body("{'op':'remove','path':'/responseParameters/method.response.header.a'}"))
                        .created())
                .isEqualTo(expected("{'statusCode':'200','responseModels':{}}"));
    }

    private void assertSelectionPatterns() {
        String integration = api.integration() + "/responses/";
        assertThat(caller.put(integration + "200", body("{'selectionPattern':''}"))
                        .created()
                        .get("selectionPattern")
                        .textValue())
                .isEmpty();
        assertThat(caller.get(integration + "200").ok().get("selectionPattern").textValue())
                .isEmpty();
        assertThat(caller.put(integration + "500", body("{'selectionPattern':'5..'}"))
                        .created()
                        .get("selectionPattern")
                        .textValue())
                .isEqualTo("5..");
        caller.delete(integration + "200").expect(204);
        assertThat(caller.put(integration + "200", "{}").created().has("selectionPattern"))
                .isFalse();
    }

    /** One of each kind that is deleted by 202, besides those of a method. */
    private List<String> madeOfEachKind() {
        String arn = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
                + "arn:aws:lambda:us-east-1:123456789012:function:f/invocations";
        caller.put(api.path() + "/gatewayresponses/THROTTLED", "{}").expect(201);
        caller.post(
                        api.path() + "/documentation/parts",
                        body("{'location':{'type':'API'},'properties':'{\\\"a\\\":\\\"b\\\"}'}"))
                .created();
        caller.post(api.path() + "/documentation/versions", body("{'documentationVersion':'1'}"))
                .created();
        String plan = "/usageplans/"
                + idOf(caller.post("/usageplans", "{\"name\":\"x\"}").created());
        String key = idOf(caller.post("/apikeys", "{}").created());
        caller.post(plan + "/keys", body("{'keyId':'" + key + "','keyType':'API_KEY'}"))
                .created();
        String domain = "/domainnames/" + domain();
        caller.post(domain + "/basepathmappings", body("{'restApiId':'" + api.id() + "','basePath':'v1'}"))
                .created();
        return List.of(
                api.path() + "/gatewayresponses/THROTTLED",
                api.path() + "/models/Empty",
                api.path() + "/authorizers/"
                        + idOf(caller.post(
                                        api.path() + "/authorizers",
                                        body("{'name':'a','type':'TOKEN','identitySource':'method.request.header.A',"
                                                + "'authorizerUri':'" + arn + "'}"))
                                .created()),
                api.path() + "/requestvalidators/"
                        + idOf(caller.post(api.path() + "/requestvalidators", "{\"name\":\"v\"}")
                                .created()),
                api.path() + "/documentation/versions/1",
                api.path() + "/documentation/parts/"
                        + idOf(caller.get(api.path() + "/documentation/parts")
                                .ok()
                                .at("/item/0")),
                plan + "/keys/" + key,
                plan,
                "/apikeys/" + key,
                "/clientcertificates/"
                        + caller.post("/clientcertificates", "{}")
                                .created()
                                .get("clientCertificateId")
                                .textValue(),
                "/vpclinks/"
                        + idOf(caller.post("/vpclinks", body("{'name':'x','targetArns':['arn:aws:a:b:c:e']}"))
                                .expect(202)),
                domain + "/basepathmappings/v1",
                domain);
    }

    private String domain() {
        String name = RandomIds.next() + ".example.com";
        caller.post("/domainnames", body("{'domainName':'%s'}".formatted(name))).created();
        return name;
    }

    private List<String> paths(JsonNode imported) {
        return caller.get("/restapis/" + idOf(imported) + "/resources?limit=500")
                .ok()
                .findValuesAsText("path");
    }

    private static String idOf(JsonNode made) {
        return made.get("id").textValue();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A kind of thing that has tags. */
    private record Kind(String list, String body, int status) {}
}
