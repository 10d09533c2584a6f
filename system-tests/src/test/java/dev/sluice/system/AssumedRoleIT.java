package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;

/**
 * Temporary credentials from AssumeRole by an AWS SDK to signed calls on every node, until the role is gone
 * (identity-and-waf 7, rest-api-runtime 3.2).
 */
@ExtendWith(SharedInstallation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AssumedRoleIT {
    private static final String WHO = "$context.identity.caller $context.identity.userArn";
    private static final Duration KNOWN = Duration.ofSeconds(20);

    private final Installation installation;
    private final AccessKey key;
    private final ApiGatewayClient client;
    private String account;
    private ApiBuilder api;

    AssumedRoleIT(Installation installation) {
        this.installation = installation;
        key = installation.accessKey("default");
        client = Clients.apiGateway(installation, key, Map.of("x-sluice-wait", "10"));
    }

    @BeforeAll
    void define() {
        try (var sts = Clients.sts(installation, key)) {
            account = sts.getCallerIdentity().account();
        }
        api = ApiBuilder.create(client, "assumed").mock("GET", "/pets", WHO).mock("POST", "/pets", WHO);
        api.signed("GET", "/pets").signed("POST", "/pets").deploy("prod");
    }

    @AfterAll
    void remove() {
        client.deleteRestApi(each -> each.restApiId(api.id()));
        client.close();
    }

    private void role(String name, String policy) {
        String trust = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
                + account + "\"},\"Action\":\"sts:AssumeRole\"}}";
        var body = new JsonMapper().createObjectNode().put("trustPolicy", trust);
        body.putObject("policies").put("call", policy);
        Response put = Signed.put(installation, key, "/platform/iam/roles/" + name, body.toString());
        assertThat(put.statusCode()).as(put.asString()).isEqualTo(200);
    }

    private static String allow(String resource) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"execute-api:Invoke\","
                + "\"Resource\":\"" + resource + "\"}}";
    }

    private AwsSessionCredentialsIdentity assume(String name, @Nullable String policy) {
        try (var sts = Clients.sts(installation, key)) {
            var made = sts.assumeRole(request -> request.roleArn("arn:aws:iam::" + account + ":role/" + name)
                            .roleSessionName("session-1")
                            .policy(policy))
                    .credentials();
            return AwsSessionCredentialsIdentity.create(
                    made.accessKeyId(), made.secretAccessKey(), made.sessionToken());
        }
    }

    private String uri(int node) {
        return "http://localhost:" + installation.trafficPort(node)
                + new Gateway(installation, node).pathForm(api.id(), "prod", "/pets");
    }

    private void awaitStatus(AwsSessionCredentialsIdentity session, int node, int status, Duration limit) {
        Eventually.within(
                limit,
                "node " + node + " answers " + status,
                () -> Signed.invoke(session, SdkHttpMethod.GET, uri(node), "").statusCode() == status);
    }

    @Test
    void aSessionCallsEveryNodeUntilItsRoleIsGone() {
        // given
        role("Caller", allow("*"));
        AwsSessionCredentialsIdentity session = assume("Caller", null);
        String who = "AROA[A-Z2-7]{17}:session-1 arn:aws:sts::" + account + ":assumed-role/Caller/session-1";

        for (int node = 1; node <= SharedInstallation.NODES; node++) {
            // when: a node may hear of the role later than the caller does
            awaitStatus(session, node, 200, KNOWN);
            Response signed = Signed.invoke(session, SdkHttpMethod.GET, uri(node), "");
            Response withBody = Signed.invoke(session, SdkHttpMethod.POST, uri(node), "{\"name\":\"Rex\"}");
            Response presigned = Signed.invokePresigned(session, uri(node), Duration.ofMinutes(5));

            // then
            assertThat(signed.asString()).matches(who);
            assertThat(withBody.asString()).matches(who);
            assertThat(presigned.asString()).matches(who);
        }

        // when
        assertThat(Signed.delete(installation, key, "/platform/iam/roles/Caller")
                        .statusCode())
                .isEqualTo(204);

        // then
        for (int node = 1; node <= SharedInstallation.NODES; node++) {
            awaitStatus(session, node, 403, KNOWN);
            assertThat(Signed.invoke(session, SdkHttpMethod.GET, uri(node), "").asString())
                    .isEqualTo("{\"message\":\"The security token included in the request is invalid.\"}");
        }
    }

    @Test
    void aSessionMayDoNoMoreThanItsPolicySays() {
        // given
        role("Narrowed", allow("*"));
        AwsSessionCredentialsIdentity session = assume("Narrowed", allow("arn:aws:execute-api:*:*:*/prod/GET/*"));
        awaitStatus(session, 1, 200, KNOWN);

        // when
        Response refused = Signed.invoke(session, SdkHttpMethod.POST, uri(1), "{}");

        // then
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.asString())
                .startsWith("{\"Message\":\"User: arn:aws:sts::" + account + ":assumed-role/Narrowed/session-1")
                .endsWith("because no session policy allows the execute-api:Invoke action\"}");
    }

    @Test
    void neitherSecretNorTokenLiesOnADisk() {
        // given
        role("Secret", allow("*"));
        AwsSessionCredentialsIdentity session = assume("Secret", null);
        awaitStatus(session, 1, 200, KNOWN);
        AwsSessionCredentialsIdentity second = assume("Secret", null);
        var forged = AwsSessionCredentialsIdentity.create(session.accessKeyId(), "another", session.sessionToken());
        assertThat(Signed.invoke(forged, SdkHttpMethod.GET, uri(1), "").statusCode())
                .isEqualTo(403);

        // then
        // One of two: a page of the journal may begin amid a record.
        Eventually.within(
                Duration.ofSeconds(60),
                "what does lie there is found: the audit record names it",
                () -> onDisk(session.accessKeyId()) || onDisk(second.accessKeyId()));
        assertThat(onDisk(session.secretAccessKey())).isFalse();
        assertThat(onDisk(session.sessionToken())).isFalse();
    }

    private boolean onDisk(String text) {
        return Stream.of("logs", "spool", "data")
                .anyMatch(folder -> FileSearch.isFound(installation.state().resolve(folder), text));
    }
}
