package dev.sluice.benchmarks.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.benchmarks.load.Account;
import dev.sluice.benchmarks.load.Load;
import dev.sluice.contracts.records.ContractJson;
import dev.sluice.system.ApiBuilder;
import dev.sluice.system.Clients;
import dev.sluice.system.Installation;
import dev.sluice.system.OidcIssuer;
import dev.sluice.system.RawCalls;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiStage;
import software.amazon.awssdk.services.apigateway.model.AuthorizerType;
import software.amazon.awssdk.services.apigateway.model.CreateAuthorizerRequest;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;
import software.amazon.awssdk.services.apigateway.model.QuotaPeriodType;

/**
 * An API whose methods pass everything to one origin: {@code /open} without a check, {@code /checked} with a user pool's
 * token and an API key whose plan has a throttle and a quota, {@code /authorized} with a Lambda authorizer that keeps
 * its results.
 */
final class GuardedApi {
    /** The client that tokens are made for. */
    static final String CLIENT = "shop";

    private static final double NEVER = 1_000_000;
    private static final String CODE = "exports.handler = async (event) => ({principalId: 'somebody', policyDocument: "
            + "{Version: '2012-10-17', Statement: [{Action: 'execute-api:Invoke', Effect: 'Allow', Resource: '*'}]}})";

    private final Installation installation;
    private final Account owner;
    private final ApiGatewayClient client;
    private final ApiBuilder api;
    private String key = "";

    private GuardedApi(Installation installation, Account owner, ApiGatewayClient client) {
        this.installation = installation;
        this.owner = owner;
        this.client = client;
        this.api = ApiBuilder.create(client, "access");
    }

    static GuardedApi deploy(Installation installation, Account owner, OidcIssuer issuer, String origin) {
        try (var client = Clients.apiGateway(installation, owner.key(), Map.of("x-sluice-wait", "20"))) {
            var made = new GuardedApi(installation, owner, client);
            made.define(issuer, origin);
            return made;
        }
    }

    /** A call of a method: the same bytes for each but the path, since what a client sends is no cost of a check. */
    String call(String path, String token) {
        return Load.get(
                api.id() + ".execute-api.localhost",
                "/prod" + path,
                "Authorization: Bearer " + token,
                "X-Api-Key: " + key,
                "X-Caller: somebody");
    }

    private void define(OidcIssuer issuer, String origin) {
        for (String path : List.of("/open", "/checked", "/authorized")) {
            api.proxy("GET", path, origin);
        }
        String people = authorizer(poolAuthorizer(trusted(issuer)));
        String function = authorizer(functionAuthorizer(function()));
        api.authorized("GET", "/checked", "COGNITO_USER_POOLS", people)
                .keyed("GET", "/checked")
                .authorized("GET", "/authorized", "CUSTOM", function)
                .deploy("prod");
        client.updateStage(stage -> stage.restApiId(api.id())
                .stageName("prod")
                .patchOperations(
                        replace("/*/*/throttling/rateLimit", String.valueOf((long) NEVER)),
                        replace("/*/*/throttling/burstLimit", String.valueOf((long) NEVER))));
        join();
    }

    private String authorizer(CreateAuthorizerRequest.Builder wanted) {
        return client.createAuthorizer(wanted.restApiId(api.id()).build()).id();
    }

    private static CreateAuthorizerRequest.Builder poolAuthorizer(String providerArn) {
        return CreateAuthorizerRequest.builder()
                .name("people")
                .type(AuthorizerType.COGNITO_USER_POOLS)
                .providerARNs(providerArn)
                .identitySource("method.request.header.Authorization");
    }

    private static CreateAuthorizerRequest.Builder functionAuthorizer(String function) {
        return CreateAuthorizerRequest.builder()
                .name("function")
                .type(AuthorizerType.TOKEN)
                .authorizerUri(
                        "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/" + function + "/invocations")
                .authorizerResultTtlInSeconds(3_600)
                .identitySource("method.request.header.X-Caller");
    }

    /** The ARN by which an authorizer names the issuer. */
    private String trusted(OidcIssuer issuer) {
        String arn = issuer.providerArn(owner.tenant());
        try (var calls = new RawCalls(installation, owner.key())) {
            String body = "{\"issuer\":\"%s\",\"clientIds\":[\"%s\"]}".formatted(issuer.name(), CLIENT);
            answer(calls.call("PUT", "/platform/oidc-providers/" + arn, body).body());
        }
        return arn;
    }

    /** The ARN of a hosted function that allows everything. */
    private String function() {
        try (var calls = new RawCalls(installation, owner.key())) {
            JsonNode body = ContractJson.mapper()
                    .createObjectNode()
                    .put("name", "access")
                    .put("code", CODE);
            String arn = answer(calls.call("POST", "/platform/functions", body.toString())
                            .body())
                    .path("arn")
                    .asText();
            answer(calls.call("PUT", "/platform/function-endpoints/" + arn, "{\"endpoint\":\"authorizer-service\"}")
                    .body());
            return arn;
        }
    }

    private static JsonNode answer(String text) {
        try {
            return ContractJson.mapper().readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException("an answer is no JSON: " + text, e);
        }
    }

    /** Puts a key into a plan whose limits are never reached. */
    private void join() {
        var made = client.createApiKey(each -> each.name("client").enabled(true));
        String plan = client.createUsagePlan(each -> each.name("clients")
                        .apiStages(
                                ApiStage.builder().apiId(api.id()).stage("prod").build())
                        .throttle(limit -> limit.rateLimit(NEVER).burstLimit((int) NEVER))
                        .quota(limit -> limit.limit(Integer.MAX_VALUE).period(QuotaPeriodType.MONTH)))
                .id();
        client.createUsagePlanKey(
                each -> each.usagePlanId(plan).keyId(made.id()).keyType("API_KEY"));
        key = made.value();
    }

    private static PatchOperation replace(String path, String value) {
        return PatchOperation.builder().op(Op.REPLACE).path(path).value(value).build();
    }
}
