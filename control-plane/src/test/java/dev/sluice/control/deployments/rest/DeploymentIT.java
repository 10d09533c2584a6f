package dev.sluice.control.deployments.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DeploymentIT {
    private Management caller;
    private SampleApi api;

    @BeforeEach
    void anApi() {
        caller = Management.ofNewTenant();
        api = SampleApi.mock(caller);
    }

    @Test
    void deploysWithoutAStage() {
        JsonNode deployment = caller.post(api.deployments(), body("{'description':'first','stageName':''}"))
                .created();

        String id = deployment.get("id").textValue();
        assertThat(deployment)
                .isEqualTo(expected("{'id':'%s','description':'first','createdDate':%d}"
                        .formatted(id, deployment.get("createdDate").longValue())));
        assertThat(caller.get(api.deployments() + "/" + id).ok()).isEqualTo(deployment);
        assertThat(caller.get(api.deployments()).ok()).isEqualTo(Management.json("{\"item\":[" + deployment + "]}"));
        assertThat(caller.get(api.stages()).ok()).isEqualTo(expected("{'item':[]}"));
    }

    @Test
    void summarisesTheFrozenApiOnRequest() {
        String id = api.deploy("prod");
        api.putMock(api.child(api.root(), "later"), "GET");

        assertThat(caller.get(api.deployments() + "/" + id + "?embed=apisummary")
                        .ok()
                        .get("apiSummary"))
                .isEqualTo(expected("{'/':{'GET':{'authorizationType':'NONE','apiKeyRequired':false}}}"));
    }

    @Test
    void makesTheStageOrPointsItAtTheNewDeployment() {
        String first =
                caller.post(api.deployments(), body("""
                {'stageName':'prod','stageDescription':'live','variables':{'host':'a.example'},'tracingEnabled':true}
                """)).created().get("id").textValue();
        JsonNode stage = caller.get(api.stages() + "/prod").ok();
        assertThat(stage.get("deploymentId").textValue()).isEqualTo(first);
        assertThat(stage.get("description").textValue()).isEqualTo("live");
        assertThat(stage.get("variables")).isEqualTo(expected("{'host':'a.example'}"));
        assertThat(stage.get("tracingEnabled").booleanValue()).isTrue();

        String second = api.deploy("prod");

        JsonNode moved = caller.get(api.stages() + "/prod").ok();
        assertThat(moved.get("deploymentId").textValue()).isEqualTo(second);
        assertThat(moved.get("variables")).isEqualTo(expected("{'host':'a.example'}"));
    }

    @Test
    void changesItsDescriptionOnly() {
        String deployment = api.deployments() + "/" + api.deploy("");

        assertThat(caller.patch(deployment, body("{'op':'replace','path':'/description','value':'new'}"))
                        .ok()
                        .get("description")
                        .textValue())
                .isEqualTo("new");
        assertThat(caller.patch(deployment, body("{'op':'replace','path':'/x','value':'new'}"))
                        .refusal())
                .isEqualTo("400 BadRequestException: Invalid patch path /x");
    }

    @Test
    void staysWhileAStagePointsAtIt() {
        String deployment = api.deployments() + "/" + api.deploy("prod");
        assertThat(caller.delete(deployment).refusal())
                .isEqualTo(
                        "400 BadRequestException: Active stages pointing to this deployment must be moved or deleted");

        caller.delete(api.stages() + "/prod").expect(202);

        assertThat(caller.delete(deployment).status()).isEqualTo(202);
        assertThat(caller.get(deployment).refusal())
                .isEqualTo("404 NotFoundException: Invalid Deployment identifier specified");
    }

    @Test
    void refusesAnApiThatCannotBeServed() {
        var empty = SampleApi.empty(caller);
        assertThat(deploy(empty)).isEqualTo("400 BadRequestException: The REST API doesn't contain any methods");

        empty.putMethod(empty.root(), "GET");
        assertThat(deploy(empty)).isEqualTo("400 BadRequestException: No integration defined for method");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'AWS','httpMethod':'POST','uri':'arn:aws:apigateway:us-east-1:sqs:path/x','credentials':'arn:aws:iam::111122223333:role/x'}",
                "{'type':'AWS','httpMethod':'POST','uri':'arn:aws:apigateway:us-east-1:dynamodb:action/PutItem'}",
                "{'type':'AWS_PROXY','httpMethod':'POST','uri':'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:1:function:f/invocations'}",
                "{'type':'AWS_PROXY','httpMethod':'POST','uri':'arn:aws:apigateway:us-east-1:lambda:path/2021-11-15/functions/arn:aws:lambda:us-east-1:1:function:f/response-streaming-invocations','responseTransferMode':'STREAM'}"
            })
    void deploysIntegrationsWithFunctionsAndServices(String integration) {
        caller.put(api.integration(), body(integration)).created();

        assertThat(api.deploy("prod")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{'type':'AWS','httpMethod':'POST','uri':'arn:aws:apigateway:us-east-1:sqs:path/x','credentials':'arn:aws:iam::*:user/*'} § Credentials of the caller on GET / is not supported yet",
                "{'type':'AWS','httpMethod':'POST','uri':'arn:aws:apigateway:us-east-1:a/b:path/x'} § The URI on GET / names no region and service",
                "{'type':'AWS','httpMethod':'POST','uri':'arn:aws:apigateway:us-east-1:sqs:path/x','responseTransferMode':'STREAM'} § Response transfer mode STREAM on GET / is for HTTP_PROXY and AWS_PROXY integrations only",
                "{'type':'AWS_PROXY','httpMethod':'POST','uri':'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:1:function:f/invocations','responseTransferMode':'STREAM'} § The response transfer mode and the function's URI on GET / do not go together",
                "{'type':'HTTP','httpMethod':'GET','uri':'http://x.example','connectionType':'VPC_LINK','connectionId':'x'} § Connection type VPC_LINK on GET / is not supported yet",
            })
    void refusesAnIntegrationThatNoNodeServesYet(String integration, String message) {
        caller.put(api.integration(), body(integration)).created();

        assertThat(deploy(api)).isEqualTo("400 BadRequestException: " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{'selectionPattern':'(.{1,100}){1,100}'} § The selection pattern (.{1,100}){1,100} on GET / is not valid",
                "{'selectionPattern':'['} § The selection pattern [ on GET / is not valid",
            })
    void refusesAResponseThatNoNodeMapsYet(String response, String message) {
        caller.put(api.integration() + "/responses/200", body(response)).created();

        assertThat(deploy(api)).isEqualTo("400 BadRequestException: " + message);
    }

    @Test
    void refusesTwoVariablesInOnePlaceThatHaveTheSameVerb() {
        String folder = api.child(api.root(), "moved");
        String first = api.child(api.root(), "{first}");
        String second = api.child(folder, "{second}");
        api.putMock(first, "GET");
        api.putMock(second, "POST");
        caller.patch(
                        api.resources() + "/" + second,
                        body("{'op':'replace','path':'/parentId','value':'" + api.root() + "'}"))
                .ok();
        api.deploy("test");

        api.putMock(second, "GET");

        assertThat(deploy(api))
                .isEqualTo("400 BadRequestException: The resources /{first} and /{second} differ in names of path"
                        + " parameters only and both have a GET method");
    }

    private void guard(String type, String more) {
        String uri = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
                + "arn:aws:lambda:us-east-1:123456789012:function:f/invocations";
        String authorizer = caller.post(
                        api.path() + "/authorizers",
                        body("{'name':'guard','type':'" + type + "','authorizerUri':'" + uri
                                + "','identitySource':'method.request.header.A'," + more + "}"))
                .created()
                .get("id")
                .textValue();
        caller.patch(api.method(api.root(), "GET"), body("""
                {'op':'replace','path':'/authorizationType','value':'CUSTOM'},
                {'op':'replace','path':'/authorizerId','value':'%s'}
                """.formatted(authorizer)))
                .ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TOKEN", "REQUEST"})
    void deploysWhatALambdaAuthorizerGuards(String type) {
        guard(type, "'authorizerResultTtlInSeconds':60");

        assertThat(caller.post(api.path() + "/deployments", "{}").status()).isEqualTo(201);
    }

    @Test
    void refusesAnAuthorizerThatNoNodeTakes() {
        guard("TOKEN", "'identityValidationExpression':'" + "a".repeat(1_025) + "'");

        assertThat(deploy(api))
                .isEqualTo(
                        "400 BadRequestException: The identityValidationExpression of authorizer guard is too large to be"
                                + " used on GET /");
    }

    @Test
    void deploysAMethodOfUserPools() {
        // given
        guardByProvider("arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_abc");

        // then
        assertThat(caller.post(api.path() + "/deployments", "{}").status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deploysAMethodOfAnIssuerThatTheAccountMayTrust(boolean own) {
        // given
        String arn = "arn:aws:iam::" + (own ? caller.key().tenant() : "111122223333") + ":oidc-provider/example.com";
        guardByProvider(arn);

        // when
        var answer = caller.post(api.path() + "/deployments", "{}");

        // then
        assertThat(answer.status()).isEqualTo(own ? 201 : 400);
        if (!own) {
            assertThat(answer.message())
                    .isEqualTo("The provider " + arn
                            + " of authorizer p cannot be used on GET /: it is of another account");
        }
    }

    private void guardByProvider(String arn) {
        String authorizer = caller.post(
                        api.path() + "/authorizers",
                        body("{'name':'p','type':'COGNITO_USER_POOLS','identitySource':'method.request.header.Token',"
                                + "'providerARNs':['" + arn + "']}"))
                .created()
                .get("id")
                .textValue();
        caller.patch(api.method(api.root(), "GET"), body("""
                {'op':'replace','path':'/authorizationType','value':'COGNITO_USER_POOLS'},
                {'op':'replace','path':'/authorizerId','value':'%s'},
                {'op':'add','path':'/authorizationScopes','value':'pets/read'}
                """.formatted(authorizer)))
                .ok();
    }

    @Test
    void refusesToSignForTheCaller() {
        guard("REQUEST", "'authorizerCredentials':'arn:aws:iam::*:user/*'");

        assertThat(deploy(api))
                .isEqualTo("400 BadRequestException: Credentials of the caller on GET / is not supported yet");
    }

    @Test
    void deploysWhatCallersSignAndAPolicyGuards() {
        // given
        String policy = "{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\","
                + "\\\"Principal\\\":\\\"*\\\",\\\"Action\\\":\\\"execute-api:Invoke\\\","
                + "\\\"Resource\\\":\\\"execute-api:/*\\\"}]}";
        caller.patch(
                        api.method(api.root(), "GET"),
                        body("{'op':'replace','path':'/authorizationType','value':'aws_iam'}"))
                .ok();
        caller.patch(api.path(), body("{'op':'replace','path':'/policy','value':'" + policy + "'}"))
                .ok();

        // then
        assertThat(caller.post(api.path() + "/deployments", "{}").status()).isEqualTo(201);
    }

    @Test
    void refusesWhatWouldBeLeftSilentlyOpen() {
        caller.patch(api.path(), body("{'op':'replace','path':'/policy','value':'{}'}"))
                .ok();
        assertThat(deploy(api))
                .isEqualTo(
                        "400 BadRequestException: The resource policy of the API cannot be enforced: Syntax errors in"
                                + " policy: there is no Statement.");

        String withVariable = "{'Version':'2012-10-17','Statement':{'Effect':'Deny','Principal':'*',"
                + "'Action':'execute-api:*','Resource':'execute-api:/${aws:PrincipalTag/team}'}}";
        caller.patch(
                        api.path(),
                        body("{'op':'replace','path':'/policy','value':'" + withVariable.replace("'", "\\'") + "'}"))
                .ok();
        assertThat(deploy(api))
                .isEqualTo("400 BadRequestException: The resource policy of the API cannot be enforced: The policy"
                        + " variable ${aws:principaltag/team} is not supported.");

        caller.patch(api.path(), body("""
                {'op':'replace','path':'/policy','value':''},
                {'op':'replace','path':'/endpointConfiguration/types/EDGE','value':'PRIVATE'}
                """)).ok();
        assertThat(deploy(api))
                .isEqualTo("400 BadRequestException: Private REST API doesn't have a resource policy attached to it");
    }

    @Test
    void refusesCanariesInTheRecordedOrder() {
        assertThat(caller.post(api.deployments(), body("{'canarySettings':{}}")).refusal())
                .isEqualTo("400 BadRequestException: Invalid deployment content specified.Non null and non empty"
                        + " stageName must be provided for canary deployment. Provided value is null");
        assertThat(caller.post(api.deployments(), body("{'stageName':'prod','canarySettings':{}}"))
                        .refusal())
                .isEqualTo("400 BadRequestException: Invalid deployment content specified.Stage prod must already be"
                        + " created before making a canary release deployment");
    }

    @Test
    void comesInPagesInTheOrderOfCreation() {
        String first = api.deploy("");
        String second = api.deploy("");
        String third = api.deploy("");

        JsonNode page = caller.get(api.deployments() + "?limit=2").ok();

        assertThat(page.get("item").findValuesAsText("id")).containsExactly(first, second);
        JsonNode rest = caller.get(api.deployments() + "?limit=2&position="
                        + page.get("position").textValue())
                .ok();
        assertThat(rest.get("item").findValuesAsText("id")).containsExactly(third);
        assertThat(rest.has("position")).isFalse();
    }

    @Test
    void refusesACacheSizeThatThereIsNot() {
        assertThat(caller.post(api.deployments(), body("{'stageName':'prod','cacheClusterSize':'2'}"))
                        .refusal())
                .startsWith(
                        "400 ValidationException: 1 validation error detected: Value '2' at"
                                + " 'createDeploymentInput.cacheClusterSize' failed to satisfy constraint: Member must satisfy");
    }

    private String deploy(SampleApi wanted) {
        return caller.post(wanted.deployments(), body("{'stageName':'prod'}")).refusal();
    }
}
