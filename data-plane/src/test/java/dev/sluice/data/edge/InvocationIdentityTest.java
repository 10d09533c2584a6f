package dev.sluice.data.edge;

import static dev.sluice.data.fixtures.MethodDraft.awsProxy;
import static dev.sluice.data.fixtures.MethodDraft.http;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.invocations.TestAnswer;
import dev.sluice.contracts.invocations.TestInvocation;
import dev.sluice.data.fixtures.AwsBed;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.RawOrigin;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("rest-api-runtime 1.3: who calls in a test invocation")
class InvocationIdentityTest {
    private static final String NAMES =
            "apiKey apiKeyId caller user userArn accessKey accountId sourceIp cognitoIdentityId";
    private static final String SHOWN =
            """
            #foreach($name in ["%s"])$name=$!context.identity.get($name);#end""".formatted(NAMES.replace(" ", "\",\""));
    private static final MethodDraft SHOWING =
            mock("{\"statusCode\": 200}").response("200", "").responseTemplate("200", "application/json", SHOWN);

    private final Gateway gateway = new Gateway();

    @AfterAll
    void close() {
        gateway.close();
    }

    private TestAnswer test(MethodDraft method) {
        var tried = stage(TestInvocation.STAGE).method("GET", "/", method).snapshot();
        return gateway.test(new TestInvocation(1, tried, "GET", "/", Map.of(), ""));
    }

    @Test
    void aTemplateSeesPlaceholders() {
        assertThat(test(SHOWING).body())
                .isEqualTo("apiKey=test-invoke-api-key;apiKeyId=test-invoke-api-key-id;caller=test-invoke-caller;"
                        + "user=test-invoke-user;userArn=test-invoke-user-arn;accessKey=test-invoke-access-key;"
                        + "accountId=123456789012;sourceIp=test-invoke-source-ip;cognitoIdentityId=;");
    }

    @Test
    void aClientsCallHasNone() {
        // when
        var answer = gateway.call(SHOWING, "GET", "/").send();

        // then
        assertThat(answer.body())
                .isEqualTo("apiKey=;apiKeyId=;caller=;user=;userArn=;accessKey=;accountId=;sourceIp=192.0.2.7;"
                        + "cognitoIdentityId=;");
    }

    @Test
    void aMappingSeesPlaceholders() throws IOException {
        try (RawOrigin origin = RawOrigin.saying("hi")) {
            // given
            var method = http(origin.url("/"))
                    .map("header.X-Key", "context.identity.apiKey")
                    .map("header.X-Arn", "context.identity.userArn")
                    .response("200", "");

            // when
            test(method);
            String tested = origin.lastRequest();
            gateway.call(method, "GET", "/").send();

            // then
            assertThat(Gateway.field(tested, "X-Key")).isEqualTo("test-invoke-api-key");
            assertThat(Gateway.field(tested, "X-Arn")).isEqualTo("test-invoke-user-arn");
            assertThat(Gateway.field(origin.lastRequest(), "X-Key")).isNull();
        }
    }

    @Test
    void aFunctionsEventHasPlaceholders() throws IOException {
        try (RawOrigin origin = RawOrigin.saying("{}")) {
            // given
            gateway.targets().put(AwsBed.targets(origin.url("")));

            // when
            test(awsProxy(AwsBed.FUNCTION_URI));

            // then
            assertThat(origin.lastRequest())
                    .contains("\"identity\":{\"cognitoIdentityPoolId\":null,\"accountId\":\"123456789012\","
                            + "\"cognitoIdentityId\":null,\"caller\":\"test-invoke-caller\","
                            + "\"sourceIp\":\"test-invoke-source-ip\",\"principalOrgId\":null,"
                            + "\"accessKey\":\"test-invoke-access-key\",\"cognitoAuthenticationType\":null,"
                            + "\"cognitoAuthenticationProvider\":null,\"userArn\":\"test-invoke-user-arn\","
                            + "\"userAgent\":null,\"user\":\"test-invoke-user\",\"apiKey\":\"test-invoke-api-key\","
                            + "\"apiKeyId\":\"test-invoke-api-key-id\"}");
        }
    }
}
