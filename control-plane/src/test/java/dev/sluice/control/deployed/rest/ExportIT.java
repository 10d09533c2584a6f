package dev.sluice.control.deployed.rest;

import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.BadRequestException;
import software.amazon.awssdk.services.apigateway.model.GetExportResponse;

@QuarkusTest
@DisplayName("management-api 9, openapi-extensions 6: GetExport")
class ExportIT {
    private final SampleApi api = SampleApi.empty(Management.ofNewTenant());
    private ApiGatewayClient client;

    @BeforeEach
    void aClient() {
        var key = api.caller().key();
        client = ApiGatewayClient.builder()
                .endpointOverride(URI.create("http://" + api.caller().authority()))
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .build();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    @DisplayName("management-api 15.29: a named binary, literal {basePath}, empty content and components, no defaults")
    void trap29Export() {
        // given
        var caller = api.caller();
        caller.delete(api.path() + "/models/Empty").expect(202);
        caller.delete(api.path() + "/models/Error").expect(202);
        api.putMethod(api.root(), "GET");
        String method = api.method(api.root(), "GET");
        caller.put(method + "/responses/200", "{}").created();
        caller.put(method + "/integration", SampleApi.body("""
                {'type':'HTTP_PROXY','httpMethod':'POST','uri':'http://example.com/'}""")).created();
        caller.put(method + "/integration/responses/200", "{}").created();
        caller.put(method + "/integration/responses/500", SampleApi.body("{'selectionPattern':'5..'}"))
                .created();
        api.deploy("prod");

        // when
        var export = export("oas30", "application/json", Map.of("extensions", "integrations"));

        // then
        String version = export.contentDisposition().substring(28, 48);
        assertThat(export.contentType()).isEqualTo("application/octet-stream");
        assertThat(export.contentDisposition()).isEqualTo("attachment; filename=\"oas30_" + version + ".json\"");
        assertThat(version).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(json(export))
                .isEqualTo(expected("""
                {'openapi':'3.0.1','info':{'title':'sample','version':'VERSION'},
                 'servers':[{'url':'https://HOST/{basePath}','variables':{'basePath':{'default':'prod'}}}],
                 'paths':{'/':{'get':{
                  'responses':{'200':{'description':'200 response','content':{}}},
                  'x-amazon-apigateway-integration':{'type':'http_proxy','httpMethod':'POST',
                   'uri':'http://example.com/',
                   'responses':{'default':{'statusCode':'200'},'5..':{'statusCode':'500'}},
                   'passthroughBehavior':'when_no_match'}}}},
                 'components':{}}
                """.replace("VERSION", version).replace("HOST", host())));
    }

    @Test
    void answersABinaryDocumentWithAName() {
        // given
        deployPets();

        // when
        var export = export("oas30", "application/json", Map.of());

        // then
        assertThat(export.contentType()).isEqualTo("application/octet-stream");
        assertThat(export.contentDisposition())
                .matches("attachment; filename=\"oas30_\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\\.json\"");
        assertThat(json(export).at("/info/version").textValue())
                .isEqualTo(export.contentDisposition().substring(28, 48));
        assertThat(export.body().asUtf8String()).startsWith("{\n  \"openapi\" : \"3.0.1\",\n  \"info\" : {");
    }

    @Test
    void writesOpenApiWithIntegrations() {
        // given
        deployPets();

        // when
        JsonNode document = json(export("oas30", "application/json", Map.of("extensions", "integrations")));

        // then
        assertThat(document.at("/servers/0")).isEqualTo(expected("""
                        {'url':'https://HOST/{basePath}','variables':{'basePath':{'default':'prod'}}}""".replace("HOST", host())));
        assertThat(document.at("/paths")).isEqualTo(expected("""
                        {'/pets/{id}':{'post':{
                          'parameters':[{'name':'id','in':'path','required':true,'schema':{'type':'string'}},
                            {'name':'q','in':'query','schema':{'type':'string'}}],
                          'requestBody':{'content':{'application/json':
                            {'schema':{'$ref':'#/components/schemas/Empty'}}},'required':true},
                          'responses':{'200':{'description':'200 response','headers':{'X-A':{'schema':{'type':'string'}}},
                            'content':{}}},
                          'x-amazon-apigateway-integration':{'type':'mock','responses':{'default':{'statusCode':'200'}},
                            'requestTemplates':{'application/json':'{}'},'passthroughBehavior':'when_no_match'}}}}"""));
        assertThat(document.at("/components/schemas/Error")).isEqualTo(expected("""
                        {'title':'Error Schema','type':'object','properties':{'message':{'type':'string'}},
                          'description':'This is a default error schema model'}"""));
    }

    @Test
    void writesSwaggerWithoutExtensions() {
        // given
        deployPets();

        // when
        JsonNode document = json(export("swagger", "application/json", Map.of()));

        // then
        assertThat(document.at("/host").textValue()).isEqualTo(host());
        assertThat(document.at("/basePath").textValue()).isEqualTo("/prod");
        assertThat(document.at("/paths")).isEqualTo(expected("""
                        {'/pets/{id}':{'post':{'consumes':['application/json'],
                          'parameters':[{'name':'id','in':'path','required':true,'type':'string'},
                            {'name':'q','in':'query','required':false,'type':'string'},
                            {'in':'body','name':'Empty','required':true,'schema':{'$ref':'#/definitions/Empty'}}],
                          'responses':{'200':{'description':'200 response','headers':{'X-A':{'type':'string'}}}}}}}"""));
    }

    @Test
    void writesWhatIsDeployedAndNothingNewer() {
        // given
        deployPets();
        String before = export("swagger", "application/json", Map.of()).body().asUtf8String();

        // when
        api.putMock(api.root(), "GET");
        api.caller().patch(api.path(), op("replace", "/name", "other")).ok();

        // then
        assertThat(export("swagger", "application/json", Map.of()).body().asUtf8String())
                .isEqualTo(before);
    }

    @Test
    void writesYaml() {
        // given
        deployPets();

        // when
        var export = export("swagger", "application/yaml", Map.of("extensions", "apigateway,authorizers"));

        // then
        assertThat(export.contentDisposition()).endsWith("Z.yaml\"");
        assertThat(export.body().asUtf8String())
                .startsWith("---\nswagger: \"2.0\"\ninfo:\n")
                .contains("\n      x-amazon-apigateway-integration:\n        type: \"mock\"\n");
    }

    @Test
    void keepsAVersionFromEndingTheHeader() {
        // given
        api.caller()
                .patch(api.path(), op("replace", "/version", "1\\\"; x=\\r\\nSet-Cookie: a/ü" + "x".repeat(500)))
                .ok();
        deployPets();

        // when
        var export = export("swagger", "application/json", Map.of());

        // then
        assertThat(export.contentDisposition())
                .startsWith("attachment; filename=\"swagger_1__ x___Set-Cookie: a__xxx")
                .endsWith("x.json\"")
                .hasSizeLessThan(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "raml | application/json | integrations"
                        + " | Invalid export type specified. Valid options are swagger,oas30",
                "Swagger | application/json | integrations"
                        + " | Invalid export type specified. Valid options are swagger,oas30",
                "swagger | text/html | integrations"
                        + " | Invalid Accept header specified. Valid options are application/json,application/yaml",
                "swagger | nonsense | integrations"
                        + " | Invalid Accept header specified. Valid options are application/json,application/yaml",
                "swagger | application/json | everything"
                        + " | Invalid extensions specified. Valid options are"
                        + " integrations,apigateway,authorizers,documentation,postman",
            })
    void refusesWhatItCannotWrite(String type, String accept, String extensions, String message) {
        // given
        deployPets();

        // then
        assertThatThrownBy(() -> export(type, accept, Map.of("extensions", extensions)))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?extensions=", "?extensions=,,", "?other=x", ""})
    void toleratesAnEmptyList(String query) {
        // given
        deployPets();

        // when
        var answer = api.caller().get(api.stages() + "/prod/exports/swagger" + query);

        // then
        assertThat(answer.ok().at("/paths/~1pets~1{id}/post").size()).isEqualTo(3);
    }

    @Test
    void saysThatPostmanKeysAreNotBuilt() {
        // given
        deployPets();

        // when
        var answer = api.caller().get(api.stages() + "/prod/exports/swagger?extensions=integrations,postman");

        // then
        assertThat(answer.refusal())
                .isEqualTo("501 NotImplementedException: GetExport of extensions=postman is not built yet");
    }

    @Test
    void knowsNoStageThatIsNotThere() {
        assertThat(api.caller().get(api.stages() + "/none/exports/swagger").refusal())
                .isEqualTo("404 NotFoundException: Invalid stage identifier specified");
    }

    private GetExportResponse export(String type, String accept, Map<String, String> parameters) {
        return client.getExport(call -> call.restApiId(api.id())
                .stageName("prod")
                .exportType(type)
                .accepts(accept)
                .parameters(parameters));
    }

    private static JsonNode json(GetExportResponse export) {
        return Management.json(export.body().asUtf8String());
    }

    private String host() {
        return api.id() + ".execute-api.us-east-1.localhost";
    }

    private void deployPets() {
        String pets = api.child(api.root(), "pets");
        String pet = api.child(pets, "{id}");
        var caller = api.caller();
        caller.put(api.method(pet, "POST"), SampleApi.body("""
                        {'authorizationType':'NONE','requestModels':{'application/json':'Empty'},
                          'requestParameters':{'method.request.querystring.q':false}}""")).created();
        caller.put(api.method(pet, "POST") + "/responses/200", SampleApi.body("""
                        {'responseParameters':{'method.response.header.X-A':true}}"""))
                .created();
        caller.put(api.method(pet, "POST") + "/integration", SampleApi.body("""
                        {'type':'MOCK','requestTemplates':{'application/json':'{}'}}"""))
                .created();
        caller.put(api.method(pet, "POST") + "/integration/responses/200", "{}").created();
        api.deploy("prod");
    }

    private static String op(String op, String path, String value) {
        return "{\"op\":\"" + op + "\",\"path\":\"" + path + "\",\"value\":\"" + value + "\"}";
    }
}
