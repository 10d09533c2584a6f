package dev.sluice.control.apis.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.RestApis;
import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.definition.ApiDefinitions;
import dev.sluice.control.apis.items.AuthorizerDefinition;
import dev.sluice.control.apis.items.DocumentationPartDefinition;
import dev.sluice.control.apis.items.GatewayResponseDefinition;
import dev.sluice.control.apis.items.ModelDefinition;
import dev.sluice.control.apis.items.ThrottleDefinition;
import dev.sluice.control.apis.items.ValidatorDefinition;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import dev.sluice.control.platform.data.TenantTransaction;
import dev.sluice.control.platform.ids.TenantId;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** CreateRestApi with cloneFrom (management-api 5). */
@QuarkusTest
class CloneFromIT {
    @Inject
    RestApis apis;

    @Inject
    ApiDefinitions definitions;

    @Inject
    TenantTransaction transaction;

    private Management caller;
    private SampleApi source;

    @BeforeEach
    void aSource() {
        caller = Management.ofNewTenant();
        source = SampleApi.empty(caller);
    }

    @Test
    void copiesTheSettingsThatTheCallDoesNotSay() {
        // given
        String id = caller.post("/restapis", body("""
                {'name':'pets','description':'all pets','version':'1','binaryMediaTypes':['a/b'],'tags':{'team':'a'},
                 'apiKeySource':'AUTHORIZER','endpointConfiguration':{'types':['REGIONAL']},'policy':'{}',
                 'minimumCompressionSize':5,'disableExecuteApiEndpoint':true}
                """)).created().get("id").textValue();

        // when
        JsonNode copy = caller.post("/restapis", body("""
                {'name':'cats','version':'2','binaryMediaTypes':['c/d'],'cloneFrom':'%s'}
                """.formatted(id))).created();

        // then
        assertThat(copy.get("id").textValue()).isNotEqualTo(id);
        JsonNode said = ((ObjectNode) copy.deepCopy()).without(List.of("id", "rootResourceId", "createdDate"));
        assertThat(said).isEqualTo(expected("""
                        {'name':'cats','description':'all pets','version':'2','binaryMediaTypes':['c/d'],
                         'apiKeySource':'AUTHORIZER',
                         'endpointConfiguration':{'types':['REGIONAL'],'ipAddressType':'ipv4'},'policy':'{}',
                         'minimumCompressionSize':5,'disableExecuteApiEndpoint':true}
                        """));
    }

    @Test
    void copiesTheTreeWithItsMethodsUnderNewIds() {
        // given
        String pets = source.child(source.root(), "pets");
        source.putMock(pets, "GET");
        caller.put(source.method(pets, "GET") + "/responses/200", body("{'responseModels':{'a/b':'Empty'}}"))
                .created();
        caller.put(source.method(pets, "GET") + "/integration/responses/200", "{}")
                .created();
        source.putMock(source.child(pets, "{id}"), "POST");

        // when
        SampleApi copy = copy();

        // then
        JsonNode original = caller.get(source.resources() + "?embed=methods").ok();
        JsonNode copied = caller.get(copy.resources() + "?embed=methods").ok();
        Map<String, String> before = idsByPath(original);
        Map<String, String> after = idsByPath(copied);
        assertThat(after.keySet()).containsExactlyInAnyOrder("/", "/pets", "/pets/{id}");
        assertThat(after.values()).doesNotContainAnyElementsOf(before.values());
        assertThat(after.get("/")).isEqualTo(copy.root());
        String copiedPets = Objects.requireNonNull(after.get("/pets"));
        assertThat(caller.get(copy.method(copiedPets, "GET")).ok()).isEqualTo(expected("""
                {'httpMethod':'GET','authorizationType':'NONE','apiKeyRequired':false,
                 'methodResponses':{'200':{'statusCode':'200','responseModels':{'a/b':'Empty'}}},
                 'methodIntegration':{'type':'MOCK','passthroughBehavior':'WHEN_NO_MATCH','timeoutInMillis':29000,
                   'requestTemplates':{'application/json':'{\\'statusCode\\':200}'},'cacheNamespace':'%s',
                   'cacheKeyParameters':[],'integrationResponses':{'200':{'statusCode':'200'}}}}
                """.formatted(copiedPets)));
        copy.deploy("prod");
    }

    @Test
    void copiesWhatStandsBesideTheTreeAndTurnsReferencesToIt() {
        // given
        source.putMethod(source.root(), "GET");
        change(
                source,
                definition -> new ApiDefinition(
                        definition.settings(),
                        definition.resources(),
                        List.of(new ModelDefinition(
                                "m",
                                "Pet",
                                "application/json",
                                null,
                                "{\"$ref\":\"https://apigateway.amazonaws.com/restapis/" + source.id()
                                        + "/models/Cat\"}")),
                        List.of(new ValidatorDefinition("v", "all", true, true)),
                        List.of(new AuthorizerDefinition(
                                "a", "mine", "TOKEN", null, "custom", "uri", null, "s", null, 5)),
                        List.of(new GatewayResponseDefinition("DEFAULT_4XX", "499", Map.of(), Map.of())),
                        List.of(new DocumentationPartDefinition(
                                "d", new DocumentationPartDefinition.Location("API", null, null, null, null), "{}")),
                        List.of(new ThrottleDefinition(
                                source.root(),
                                "GET",
                                List.of(new ThrottleDefinition.Limit("context.path", 5.0, 9, null, true))))));
        caller.patch(source.method(source.root(), "GET"), body("""
                {'op':'replace','path':'/authorizationType','value':'CUSTOM'},
                {'op':'replace','path':'/authorizerId','value':'a'},
                {'op':'replace','path':'/requestValidatorId','value':'v'},
                {'op':'add','path':'/requestModels/a~1b','value':'Pet'}
                """)).ok();

        // when
        SampleApi copy = copy();

        // then
        var copied = read(copy);
        var authorizer = copied.authorizers().getFirst();
        var validator = copied.validators().getFirst();
        assertThat(authorizer.id()).isNotEqualTo("a");
        assertThat(authorizer.ttlSeconds()).isEqualTo(5);
        assertThat(validator.id()).isNotEqualTo("v");
        assertThat(copied.documentationParts()).hasSize(1);
        assertThat(copied.documentationParts().getFirst().id()).isNotEqualTo("d");
        assertThat(copied.throttles())
                .containsExactly(new ThrottleDefinition(
                        copy.root(), "GET", read(source).throttles().getFirst().limits()));
        assertThat(copied.gatewayResponses()).isEqualTo(read(source).gatewayResponses());
        assertThat(copied.models())
                .singleElement()
                .satisfies(model -> assertThat(model.schema()).contains("/restapis/" + copy.id() + "/models/Cat"));
        JsonNode method = caller.get(copy.method(copy.root(), "GET")).ok();
        assertThat(method.get("authorizerId").textValue()).isEqualTo(authorizer.id());
        assertThat(method.get("requestValidatorId").textValue()).isEqualTo(validator.id());
        assertThat(method.get("requestModels")).isEqualTo(expected("{'a/b':'Pet'}"));
    }

    @Test
    void nothingTiesTheTwoAfterwards() {
        // given
        SampleApi copy = copy();

        // when
        caller.delete(source.path());

        // then
        assertThat(caller.get(copy.resources()).ok().get("item")).hasSize(1);
    }

    @Test
    @DisplayName("security-requirements 3: a foreign source answers as a missing one")
    void refusesASourceThatIsNotThereOrAnothers() {
        // given
        var foreign = SampleApi.empty(Management.ofNewTenant());

        // then
        for (String id : List.of("nothing", foreign.id(), "%27")) {
            assertThat(caller.post("/restapis", body("{'name':'x','cloneFrom':'%s'}".formatted(id)))
                            .refusal())
                    .isEqualTo("400 BadRequestException: Invalid REST API identifier specified");
        }
        assertThat(caller.get("/restapis").ok().get("item")).hasSize(1);
    }

    @Test
    void refusesASourceThatTheCallerMayNotRead() {
        // given
        var blind = caller.without("apigateway:GET", source.path());

        // when
        var answer = blind.post("/restapis", body("{'name':'x','cloneFrom':'%s'}".formatted(source.id())));

        // then
        assertThat(answer.refusal())
                .startsWith("403 AccessDeniedException: User: ")
                .endsWith(" is not authorized to perform: apigateway:GET on resource: arn:aws:apigateway:us-east-1::"
                        + source.path());
        assertThat(caller.get("/restapis").ok().get("item")).hasSize(1);
    }

    private SampleApi copy() {
        JsonNode made = caller.post("/restapis", body("{'name':'copy','cloneFrom':'%s'}".formatted(source.id())))
                .created();
        return new SampleApi(
                caller, made.get("id").textValue(), made.get("rootResourceId").textValue());
    }

    private void change(SampleApi api, UnaryOperator<ApiDefinition> change) {
        transaction.run(new TenantId(caller.key().tenant()), () -> {
            var row = apis.requireLocked(new RestApiId(api.id()));
            definitions.write(row, change.apply(definitions.read(row)));
        });
    }

    private ApiDefinition read(SampleApi api) {
        return transaction.call(
                new TenantId(caller.key().tenant()),
                () -> definitions.read(apis.requireLocked(new RestApiId(api.id()))));
    }

    private static Map<String, String> idsByPath(JsonNode list) {
        return list.get("item")
                .valueStream()
                .collect(Collectors.toMap(
                        resource -> resource.get("path").textValue(),
                        resource -> resource.get("id").textValue()));
    }
}
