package dev.sluice.control.stages.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.items.ApiItems;
import dev.sluice.control.apis.items.DocumentationVersionDefinition;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import dev.sluice.control.platform.data.TenantTransaction;
import dev.sluice.control.platform.ids.TenantId;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class StageIT {
    @Inject
    TenantTransaction transaction;

    @Inject
    ApiItems items;

    private Management caller;
    private SampleApi api;
    private String deployment;
    private String stage;

    @BeforeEach
    void aDeployment() {
        caller = Management.ofNewTenant();
        api = SampleApi.mock(caller);
        deployment = api.deploy("");
        stage = api.stages() + "/prod";
    }

    @Test
    void createsWithTheRecordedMembers() {
        assertThat(stable(create("{}"))).isEqualTo(expected("""
                {'stageName':'prod','deploymentId':'%s','cacheClusterEnabled':false,
                 'cacheClusterStatus':'NOT_AVAILABLE','methodSettings':{},'tracingEnabled':false}
                """.formatted(deployment)));
    }

    @Test
    void echoesWhatWasSet() {
        documented("1");
        JsonNode made = create("""
                {'description':'live','variables':{'host':'a.example:8080/x?y=1'},'documentationVersion':'1',
                 'tracingEnabled':true,'cacheClusterSize':'0.5','tags':{'team':'a'}}
                """);

        assertThat(stable(made)).isEqualTo(expected("""
                {'stageName':'prod','deploymentId':'%s','cacheClusterEnabled':false,'cacheClusterSize':'0.5',
                 'cacheClusterStatus':'NOT_AVAILABLE','methodSettings':{},'tracingEnabled':true,'description':'live',
                 'variables':{'host':'a.example:8080/x?y=1'},'documentationVersion':'1','tags':{'team':'a'}}
                """.formatted(deployment)));
        assertThat(caller.get(stage).ok()).isEqualTo(made);
        assertThat(caller.get(api.stages() + "?deploymentId=" + deployment).ok().get("item"))
                .hasSize(1);
        assertThat(caller.get(api.stages() + "?deploymentId=other").ok().get("item"))
                .isEmpty();
    }

    @Test
    void patchesTheStage() {
        create("{}");
        documented("2");
        String other = api.deploy("");

        assertThat(stable(caller.patch(stage, body("""
                {'op':'replace','path':'/deploymentId','value':'%s'},
                {'op':'replace','path':'/description','value':'d'},
                {'op':'replace','path':'/documentationVersion','value':'2'},
                {'op':'replace','path':'/tracingEnabled','value':'true'},
                {'op':'replace','path':'/cacheClusterEnabled','value':'false'},
                {'op':'replace','path':'/clientCertificateId','value':''},
                {'op':'replace','path':'/variables/a','value':'1'},
                {'op':'replace','path':'/variables/b','value':'2'},
                {'op':'remove','path':'/variables/b'},
                {'op':'add','path':'/accessLogSettings/destinationArn','value':'arn:log'},
                {'op':'replace','path':'/accessLogSettings/format','value':'$context.requestId'}
                """.formatted(other))).ok()))
                .isEqualTo(expected("""
                {'stageName':'prod','deploymentId':'%s','description':'d','documentationVersion':'2',
                 'cacheClusterEnabled':false,'cacheClusterStatus':'NOT_AVAILABLE','methodSettings':{},
                 'tracingEnabled':true,'variables':{'a':'1'},
                 'accessLogSettings':{'destinationArn':'arn:log','format':'$context.requestId'}}
                """.formatted(other)));
        JsonNode cleared = caller.patch(stage, body("""
                {'op':'remove','path':'/accessLogSettings'},{'op':'remove','path':'/variables/a'}
                """)).ok();
        assertThat(cleared.has("accessLogSettings")).isFalse();
        assertThat(cleared.has("variables")).isFalse();
    }

    /** management-api 7: levels need the account's role. */
    @Test
    void turnsOnNoLogsWithoutTheRoleOfTheAccount() {
        create("{}");
        String level = body("{'op':'replace','path':'/*/*/logging/loglevel','value':'ERROR'}");

        var refused = caller.patch(stage, level);

        assertThat(refused.refusal())
                .contains("CloudWatch Logs role ARN must be set in account settings to enable logging");
        mayWriteLogs();
        caller.patch(stage, level).ok();
    }

    private void mayWriteLogs() {
        caller.patch(
                        "/account",
                        body(
                                "{'op':'replace','path':'/cloudwatchRoleArn','value':'arn:aws:iam::123456789012:role/logs'}"))
                .ok();
    }

    @Test
    void fillsMethodSettingsOnFirstTouchAndCopiesThoseOfAllMethods() {
        create("{}");
        mayWriteLogs();

        assertThat(caller.patch(stage, body("{'op':'replace','path':'/*/*/throttling/burstLimit','value':'7'}"))
                        .ok()
                        .get("methodSettings"))
                .isEqualTo(expected("""
                        {'*/*':{'metricsEnabled':false,'dataTraceEnabled':false,'throttlingBurstLimit':7,
                          'throttlingRateLimit':10000.0,'cachingEnabled':false,'cacheTtlInSeconds':300,
                          'cacheDataEncrypted':false,'requireAuthorizationForCacheControl':true,
                          'unauthorizedCacheControlHeaderStrategy':'SUCCEED_WITH_RESPONSE_HEADER'}}
                        """));
        JsonNode settings = caller.patch(stage, body("""
                {'op':'replace','path':'/~1pets~1{id}/GET/logging/loglevel','value':'INFO'},
                {'op':'replace','path':'/a/b/GET/throttling/rateLimit','value':'-1'},
                {'op':'replace','path':'/*/*/throttling/burstLimit','value':'9'}
                """)).ok().get("methodSettings");
        assertThat(settings.at("/*~1*/throttlingBurstLimit").intValue()).isEqualTo(9);
        assertThat(settings.get("~1pets~1{id}/GET").get("throttlingBurstLimit").intValue())
                .isEqualTo(7);
        assertThat(settings.get("~1pets~1{id}/GET").get("loggingLevel").textValue())
                .isEqualTo("INFO");
        assertThat(settings.get("a/b/GET").get("throttlingRateLimit").doubleValue())
                .isEqualTo(-1.0);

        assertThat(caller.patch(stage, body("{'op':'remove','path':'/a/b/GET'},{'op':'remove','path':'/*/*'}"))
                        .ok()
                        .get("methodSettings"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "remove § /x/GET § Cannot remove method setting x/GET because there is no method setting for this method ",
                "remove § /accessLogSettings/format § Cannot remove method setting accessLogSettings/format because there is no method setting for this method ",
                "remove § /canarySettings/percentTraffic § Cannot remove method setting canarySettings/percentTraffic because there is no method setting for this method ",
                "remove § /variables/none § Cannot remove method setting variables/none because there is no method setting for this method ",
                "add § /accessLogSettings § Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]",
                "replace § /accessLogSettings/x § Invalid accessLogSettings path. Must be one of : [/accessLogSettings/destinationArn, /accessLogSettings/format]",
                "add § /canarySettings/percentTraffic § Invalid add operation with path: /canarySettings/percentTraffic",
                "copy § /deploymentId § Invalid copy operation with path: /deploymentId and from null. Valid copy:path are [/deploymentId, /variables] and valid copy:from are [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]",
                "replace § /deploymentId § Deployment id does not exist",
            })
    void refusesToPatch(String op, String path, String message) {
        create("{}");

        // The trailing space of some texts is AWS's; the table trims it.
        assertThat(caller.patch(stage, "{\"op\":\"%s\",\"path\":\"%s\",\"value\":\"v\"}".formatted(op, path))
                        .refusal()
                        .strip())
                .isEqualTo("400 BadRequestException: " + message.strip());
    }

    @ParameterizedTest
    @CsvSource({
        "throttling/burstLimit,1.7",
        "throttling/burstLimit,-2",
        "throttling/rateLimit,0x1p3",
        "throttling/rateLimit,5d",
        "throttling/rateLimit,-0.5",
        "throttling/rateLimit,NaN",
        "caching/ttlInSeconds,0.5"
    })
    void refusesNumbersThatAreNotPlain(String setting, String value) {
        create("{}");

        assertThat(caller.patch(
                                stage,
                                "{\"op\":\"replace\",\"path\":\"/*/*/%s\",\"value\":\"%s\"}".formatted(setting, value))
                        .refusal())
                .isEqualTo("400 BadRequestException: Invalid value '" + value + "' for method setting /*/*/" + setting);
    }

    @Test
    void refusesMethodSettingsOfNoMethod() {
        create("{}");

        assertThat(caller.patch(stage, body("{'op':'replace','path':'/pets/FETCH/throttling/burstLimit','value':'7'}"))
                        .refusal())
                .isEqualTo("400 BadRequestException: Invalid method setting path: /pets/FETCH/throttling/burstLimit."
                        + " It names a resource path and an HTTP method, ANY or *");
    }

    @Test
    void saysTheLongSentenceForUnknownPaths() {
        create("{}");

        assertThat(caller.patch(stage, body("{'op':'replace','path':'/tags','value':'v'}"))
                        .message())
                .isEqualTo("Invalid method setting path: /tags. Must be one of: [/deploymentId, /description,"
                        + " /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings,"
                        + " /accessLogSettings/destinationArn, /accessLogSettings/format,"
                        + " /{resourcePath}/{httpMethod}/metrics/enabled,"
                        + " /{resourcePath}/{httpMethod}/logging/dataTrace,"
                        + " /{resourcePath}/{httpMethod}/logging/loglevel,"
                        + " /{resourcePath}/{httpMethod}/throttling/burstLimit/{resourcePath}/{httpMethod}/throttling/"
                        + "rateLimit/{resourcePath}/{httpMethod}/caching/ttlInSeconds,"
                        + " /{resourcePath}/{httpMethod}/caching/enabled,"
                        + " /{resourcePath}/{httpMethod}/caching/dataEncrypted,"
                        + " /{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl,"
                        + " /{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy,"
                        + " /*/*/metrics/enabled, /*/*/logging/dataTrace, /*/*/logging/loglevel,"
                        + " /*/*/throttling/burstLimit /*/*/throttling/rateLimit /*/*/caching/ttlInSeconds,"
                        + " /*/*/caching/enabled, /*/*/caching/dataEncrypted,"
                        + " /*/*/caching/requireAuthorizationForCacheControl,"
                        + " /*/*/caching/unauthorizedCacheControlHeaderStrategy, /variables/{variable_name},"
                        + " /tracingEnabled]");
        assertThat(caller.patch(stage, body("{'op':'replace','path':'/canarySettings','value':'v'}"))
                        .message())
                .startsWith("Invalid method setting path: /canarySettings. Must be one of: [");
        assertThat(caller.patch(stage, body("{'op':'remove','path':'/x/GET'}")).message())
                .endsWith("because there is no method setting for this method ");
        assertThat(caller.patch(stage, body("{'op':'add','path':'/accessLogSettings/format','value':''}"))
                        .message())
                .isEqualTo("Access Log value must not be empty");
        assertThat(caller.patch(
                                stage,
                                body("{'op':'copy','path':'/deploymentId','from':'/canarySettings/deploymentId'}"))
                        .message())
                .isEqualTo("Promotion not available. Canary does not exist.");
    }

    @Test
    void showsTheCacheThatWasAskedForAndThatThereIsNone() {
        JsonNode made = create("{'cacheClusterEnabled':true}");

        assertThat(made.get("cacheClusterEnabled").booleanValue()).isTrue();
        assertThat(made.get("cacheClusterSize").textValue()).isEqualTo("0.5");
        assertThat(made.get("cacheClusterStatus").textValue()).isEqualTo("NOT_AVAILABLE");
        JsonNode off = caller.patch(stage, body("""
                {'op':'replace','path':'/cacheClusterSize','value':'1.6'},
                {'op':'replace','path':'/cacheClusterEnabled','value':'false'}
                """)).ok();
        assertThat(off.get("cacheClusterEnabled").booleanValue()).isFalse();
        assertThat(off.get("cacheClusterSize").textValue()).isEqualTo("1.6");
        assertThat(caller.patch(stage, body("{'op':'replace','path':'/cacheClusterSize','value':'7'}"))
                        .refusal())
                .isEqualTo("400 BadRequestException: Invalid cache cluster size specified: 7");
        assertThat(post("{'stageName':'x','deploymentId':'%s','cacheClusterSize':'7'}".formatted(deployment)))
                .isEqualTo("400 ValidationException: 1 validation error detected: Value '7' at"
                        + " 'createStageInput.cacheClusterSize' failed to satisfy constraint: Member must satisfy"
                        + " enum value set: [0.5, 1.6, 6.1, 13.5, 28.4, 58.2, 118, 237]");
    }

    @Test
    void flushesBothCaches() {
        create("{}");

        var data = caller.delete(stage + "/cache/data");
        var authorizers = caller.delete(stage + "/cache/authorizers");

        assertThat(data.status()).isEqualTo(202);
        assertThat(data.json().isNull()).isTrue();
        assertThat(authorizers.status()).isEqualTo(202);
        assertThat(caller.delete(api.stages() + "/none/cache/data").refusal())
                .isEqualTo("404 NotFoundException: Invalid stage identifier specified");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "/documentationVersion § 9 § Invalid Documentation version specified",
                "/clientCertificateId § none12 § Invalid client certificate identifier specified",
                "/accessLogSettings/format § $context.status § Access Log format must include either $context.requestId or $context.extendedRequestId : '$context.status'",
            })
    void refusesWhatIsNotThereOrCannotBeLogged(String path, String value, String message) {
        create("{}");

        assertThat(caller.patch(stage, "{\"op\":\"replace\",\"path\":\"%s\",\"value\":\"%s\"}".formatted(path, value))
                        .refusal())
                .isEqualTo("400 BadRequestException: " + message);
    }

    @Test
    void anAccessLogIsOneLineWhoseEndMayBreak() {
        create("{}");
        String format = "{\"op\":\"replace\",\"path\":\"/accessLogSettings/format\",\"value\":\"%s\"}";

        assertThat(caller.patch(stage, format.formatted("$context.requestId\\n$context.status"))
                        .refusal())
                .isEqualTo("400 BadRequestException: Access Log format must be single line, new line character is"
                        + " allowed only at end of the format: '$context.requestId\n$context.status'");
        assertThat(caller.patch(stage, format.formatted("$context.requestId\\n"))
                        .status())
                .isEqualTo(200);
        assertThat(caller.patch(stage, format.formatted("$context.requestId " + "a".repeat(3072)))
                        .refusal())
                .isEqualTo("400 BadRequestException: Access Log format must have at most 3072 characters");
    }

    @Test
    void aNewDeploymentSetsTheStageThatItMoves() {
        caller.post(api.deployments(), body("""
                {'stageName':'prod','cacheClusterEnabled':true,'cacheClusterSize':'6.1','variables':{'a':'b'}}
                """)).created();
        caller.post(api.deployments(), body("{'stageName':'prod','cacheClusterEnabled':false}"))
                .created();

        JsonNode moved = caller.get(stage).ok();
        assertThat(moved.get("cacheClusterEnabled").booleanValue()).isFalse();
        assertThat(moved.get("cacheClusterSize").textValue()).isEqualTo("6.1");
        assertThat(moved.get("variables")).isEqualTo(expected("{'a':'b'}"));
    }

    @Test
    void refusesToCreate() {
        create("{}");
        assertThat(post("{'stageName':'prod','deploymentId':'%s'}".formatted(deployment)))
                .isEqualTo("409 ConflictException: Stage already exists");
        assertThat(post("{'stageName':'a b','deploymentId':'%s'}".formatted(deployment)))
                .isEqualTo("400 BadRequestException: Stage name only allows a-zA-Z0-9_-");
        assertThat(post("{'stageName':'x','deploymentId':'none'}"))
                .isEqualTo("400 BadRequestException: Deployment id does not exist");
        assertThat(post("{'stageName':'x','deploymentId':'%s','variables':{'a b':'c'}}".formatted(deployment)))
                .startsWith("400 BadRequestException: Invalid stage variable name: a b");
        assertThat(post("{'stageName':'x','deploymentId':'%s','documentationVersion':'7'}".formatted(deployment)))
                .isEqualTo("400 BadRequestException: Invalid Documentation version specified");
        assertThat(post("{'stageName':'x'}"))
                .isEqualTo("400 ValidationException: 1 validation error detected: Value null at"
                        + " 'createStageInput.deploymentId' failed to satisfy constraint: Member must not be null");
    }

    @Test
    void deletesTheStage() {
        create("{}");

        assertThat(caller.delete(stage).status()).isEqualTo(202);

        assertThat(caller.get(stage).refusal()).isEqualTo("404 NotFoundException: Invalid stage identifier specified");
    }

    private JsonNode create(String members) {
        var sent = (ObjectNode) expected(members);
        sent.put("stageName", "prod").put("deploymentId", deployment);
        return caller.post(api.stages(), sent.toString()).created();
    }

    /** Gives the API a version of its documentation. */
    private void documented(String version) {
        transaction.run(
                new TenantId(caller.key().tenant()),
                () -> items.put(
                        new RestApiId(api.id()),
                        DocumentationVersionDefinition.KIND,
                        version,
                        new DocumentationVersionDefinition(version, null, Instant.now(), List.of())));
    }

    private String post(String sent) {
        return caller.post(api.stages(), body(sent)).refusal();
    }

    private static JsonNode stable(JsonNode stage) {
        assertThat(stage.get("createdDate").isIntegralNumber()).isTrue();
        assertThat(stage.get("lastUpdatedDate").isIntegralNumber()).isTrue();
        return ((ObjectNode) stage.deepCopy()).without(List.of("createdDate", "lastUpdatedDate"));
    }
}
