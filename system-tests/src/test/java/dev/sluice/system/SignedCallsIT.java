package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;

/**
 * Methods that want signed calls, from an AWS SDK's signer to a node and back: a key of the API's account, one of another
 * account that the resource policy lets in, and one of an account that it does not (rest-api-runtime 3.2, 3.3).
 */
@ExtendWith(SharedInstallation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SignedCallsIT {
    private static final String WHO =
            "{\"account\":\"$context.identity.accountId\",\"user\":\"$context.identity.userArn\"}";

    private final Installation installation;
    private final AccessKey key;
    private final ApiGatewayClient client;
    private ApiBuilder api;

    SignedCallsIT(Installation installation) {
        this.installation = installation;
        key = installation.accessKey("default");
        client = Clients.apiGateway(installation, key, Map.of("x-sluice-wait", "10"));
    }

    @BeforeAll
    void define() {
        api = ApiBuilder.create(client, "signed")
                .mock("GET", "/pets", WHO)
                .mock("POST", "/pets", WHO)
                .mock("GET", "/open", "open");
        api.signed("GET", "/pets").signed("POST", "/pets").deploy("prod");
        // A node that another test has just restarted may not be counted as waited for yet.
        for (int node = 1; node <= SharedInstallation.NODES; node++) {
            new Gateway(installation, node).awaitBody(api.id(), "prod", "/open", "open", Duration.ofSeconds(20));
        }
    }

    @AfterAll
    void remove() {
        client.deleteRestApi(each -> each.restApiId(api.id()));
        client.close();
    }

    private void policy(String document) {
        client.updateRestApi(each -> each.restApiId(api.id())
                .patchOperations(PatchOperation.builder()
                        .op("replace")
                        .path("/policy")
                        .value(document)
                        .build()));
        api.deploy("prod");
    }

    private String uri(int node, String path) {
        return "http://localhost:" + installation.trafficPort(node)
                + new Gateway(installation, node).pathForm(api.id(), "prod", path);
    }

    private void awaitKnown(AccessKey known) {
        for (int node = 1; node <= SharedInstallation.NODES; node++) {
            String uri = uri(node, "/pets");
            Eventually.within(
                    Duration.ofSeconds(20),
                    "the node knows the key",
                    () -> !"UnrecognizedClientException"
                            .equals(Signed.invoke(known, SdkHttpMethod.GET, uri, "")
                                    .header("x-amzn-ErrorType")));
        }
    }

    private static String account(Response answer) {
        return answer.jsonPath().getString("account");
    }

    @Test
    void takesCallsThatAnSdkHasSigned() {
        for (int node = 1; node <= SharedInstallation.NODES; node++) {
            // when
            Response get = Signed.invoke(key, SdkHttpMethod.GET, uri(node, "/pets?b=2&a=x%20y"), "");
            Response post = Signed.invoke(key, SdkHttpMethod.POST, uri(node, "/pets"), "{\"name\":\"Rex\"}");
            Response presigned = Signed.invokePresigned(key, uri(node, "/pets?a=1"), Duration.ofMinutes(5));

            // then
            assertThat(get.statusCode()).as(get.asString()).isEqualTo(200);
            assertThat(get.jsonPath().getString("user")).startsWith("arn:aws:iam::" + account(get) + ":user/");
            assertThat(post.statusCode()).isEqualTo(200);
            assertThat(presigned.asString()).isEqualTo(get.asString());
        }
    }

    @Test
    void refusesCallsThatNobodyHasSigned() {
        // when
        Response anonymous = new Gateway(installation, 1).get(api.id(), "prod", "/pets");
        Response forged = Signed.invoke(new AccessKey(key.id(), "another"), SdkHttpMethod.GET, uri(1, "/pets"), "");
        Response open = new Gateway(installation, 1).get(api.id(), "prod", "/open");

        // then
        assertThat(anonymous.statusCode()).isEqualTo(403);
        assertThat(anonymous.asString()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(forged.header("x-amzn-ErrorType")).isEqualTo("InvalidSignatureException");
        assertThat(open.asString()).isEqualTo("open");
    }

    @Test
    void letsAnotherAccountInWhenBothPoliciesAllowIt() {
        // given
        NewTenant invited = NewTenant.of(installation, "invited");
        NewTenant uninvited = NewTenant.of(installation, "uninvited");
        policy("{\"Version\":\"2012-10-17\",\"Statement\":["
                + "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + invited.id()
                + "\"},\"Action\":\"execute-api:Invoke\",\"Resource\":\"execute-api:/*\"},"
                + "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"execute-api:Invoke\","
                + "\"Resource\":\"execute-api:/prod/GET/open\"}]}");
        awaitKnown(invited.key());
        awaitKnown(uninvited.key());

        // when
        Response let = Signed.invoke(invited.key(), SdkHttpMethod.GET, uri(1, "/pets"), "");
        Response refused = Signed.invoke(uninvited.key(), SdkHttpMethod.GET, uri(1, "/pets"), "");
        Response own = Signed.invoke(key, SdkHttpMethod.GET, uri(1, "/pets"), "");
        Response open = new Gateway(installation, 1).get(api.id(), "prod", "/open");

        // then
        assertThat(account(let)).isEqualTo(invited.id());
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.asString())
                .startsWith("{\"Message\":\"User: arn:aws:iam::" + uninvited.id() + ":user/")
                .endsWith("because no resource-based policy allows the execute-api:Invoke action\"}");
        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(open.asString()).isEqualTo("open");
    }
}
