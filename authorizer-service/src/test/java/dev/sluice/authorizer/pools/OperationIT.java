package dev.sluice.authorizer.pools;

import static dev.sluice.authorizer.pools.PoolFixture.client;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.authorizer.pools.PoolFixture.Owned;
import dev.sluice.authorizer.pools.protocol.OperationTable;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CognitoIdentityProviderException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CognitoIdentityProviderRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SchemaAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserStatusType;

/** The protocol as such: which operations there are, how refusals look, and administrators' work by the AWS SDK. */
@QuarkusTest
class OperationIT {
    /** Names that the SDK's classes write in another way than the wire. */
    private static final Map<String, String> SPELT_OTHERWISE = Map.of(
            "AdminSetUserMfaPreference", "AdminSetUserMFAPreference",
            "GetCsvHeader", "GetCSVHeader",
            "GetUiCustomization", "GetUICustomization",
            "SetUiCustomization", "SetUICustomization",
            "SetUserMfaPreference", "SetUserMFAPreference");

    @Inject
    PoolFixture fixture;

    @Inject
    OperationTable operations;

    @Test
    void knowsEveryOperationThatTheSdkKnows() throws Exception {
        // when
        var unknown = new TreeSet<String>();
        for (String name : sdkOperations()) {
            if (fixture.raw(name, "{}").body().contains("UnknownOperationException")) {
                unknown.add(name);
            }
        }

        // then
        assertThat(unknown).isEmpty();
        assertThat(fixture.raw("DescribeRiskConfiguration", "{}").statusCode()).isEqualTo(501);
        assertThat(fixture.raw("DescribeRiskConfiguration", "{}").body())
                .isEqualTo(
                        "{\"__type\":\"NotImplementedException\",\"message\":\"The operation DescribeRiskConfiguration is not built yet\"}");
    }

    @Test
    void isDocumentedOperationByOperation() throws IOException {
        // given
        String document = Files.readString(Path.of("../docs/compatibility.md"));
        String part = document.substring(document.indexOf("## User pools"));

        // when
        SortedSet<String> missing = operations.names().stream()
                .filter(name ->
                        !Pattern.compile("\\b" + name + "\\b").matcher(part).find())
                .collect(Collectors.toCollection(TreeSet::new));

        // then
        assertThat(missing).isEmpty();
    }

    @Test
    void answersRefusalsAsBrowsersAndSdksReadThem() throws Exception {
        // when
        var answer = fixture.raw("InitiateAuth", "{\"ClientId\":\"nobody\",\"AuthFlow\":\"USER_PASSWORD_AUTH\"}");

        // then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"__type\":\"ResourceNotFoundException\",\"message\":\"User pool client nobody does not exist.\"}");
        assertThat(answer.headers().map())
                .containsEntry("x-amzn-errortype", List.of("ResourceNotFoundException:"))
                .containsEntry("x-amzn-errormessage", List.of("User pool client nobody does not exist."))
                .containsEntry("content-type", List.of("application/x-amz-json-1.1"))
                .containsEntry("access-control-allow-origin", List.of("*"))
                .containsKey("x-amzn-requestid");
        assertThat(answer.headers().firstValue("access-control-expose-headers").orElse(""))
                .contains("x-amzn-ErrorType");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | SerializationException",
                "{ | SerializationException",
                "{\"ClientId\":\"a\",\"ClientId\":\"b\"} | SerializationException",
                "{\"ClientId\":7} | SerializationException",
                "{} | InvalidParameterException",
                "{\"ClientId\":\"\"} | InvalidParameterException",
                "{\"ClientId\":\"a b\"} | InvalidParameterException"
            })
    void refusesABodyThatIsNotInOrder(String body, String type) throws Exception {
        // then
        assertThat(fixture.raw("InitiateAuth", body).body()).startsWith("{\"__type\":\"" + type + "\"");
    }

    @Test
    void keepsWhatAnUpdateOfAPoolAndAClientSays() {
        // given
        Owned owned = fixture.pool(request -> request.usernameAttributesWithStrings("email")
                .schema(SchemaAttributeType.builder()
                        .name("plan")
                        .attributeDataType("String")
                        .mutable(true)
                        .build()));
        var client = client(
                owned,
                request -> request.generateSecret(true)
                        .accessTokenValidity(10)
                        .tokenValidityUnits(units -> units.accessToken("minutes")));

        // when
        owned.sdk()
                .updateUserPool(request -> request.userPoolId(owned.poolId())
                        .policies(policies -> policies.passwordPolicy(policy -> policy.minimumLength(12)))
                        .deletionProtection("ACTIVE"));
        owned.sdk()
                .updateUserPoolClient(request -> request.userPoolId(owned.poolId())
                        .clientId(client.clientId())
                        .explicitAuthFlows(ExplicitAuthFlowsType.ALLOW_USER_SRP_AUTH));

        // then
        var pool = owned.sdk()
                .describeUserPool(request -> request.userPoolId(owned.poolId()))
                .userPool();
        assertThat(pool.policies().passwordPolicy().minimumLength()).isEqualTo(12);
        assertThat(pool.policies().passwordPolicy().requireSymbols()).isFalse();
        assertThat(pool.usernameAttributesAsStrings()).containsExactly("email");
        assertThat(pool.schemaAttributes())
                .extracting(attribute -> attribute.name())
                .contains("custom:plan", "email");
        assertThat(pool.arn())
                .isEqualTo("arn:aws:cognito-idp:us-east-1:" + owned.tenant().id() + ":userpool/" + owned.poolId());
        var after = owned.sdk()
                .describeUserPoolClient(
                        request -> request.userPoolId(owned.poolId()).clientId(client.clientId()))
                .userPoolClient();
        assertThat(after.clientSecret()).isEqualTo(client.clientSecret());
        assertThat(after.accessTokenValidity()).as("an update replaces all").isNull();
        assertThat(after.explicitAuthFlows()).containsExactly(ExplicitAuthFlowsType.ALLOW_USER_SRP_AUTH);
        assertThatThrownBy(() -> owned.sdk().deleteUserPool(request -> request.userPoolId(owned.poolId())))
                .hasMessageContaining("deletion protection is activated");
    }

    @Test
    void namesUsersByASubjectWhereTheyUseTheirAddress() {
        // given
        Owned owned = fixture.pool(request -> request.usernameAttributesWithStrings("email"));
        String clientId = client(owned).clientId();
        var created = owned.sdk()
                .adminCreateUser(request -> request.userPoolId(owned.poolId())
                        .username("Una@Example.com")
                        .temporaryPassword(PoolFixture.PASSWORD)
                        .messageAction("SUPPRESS"));
        owned.sdk()
                .adminSetUserPassword(request -> request.userPoolId(owned.poolId())
                        .username("una@example.com")
                        .password(PoolFixture.PASSWORD)
                        .permanent(true));

        // when
        var tokens = owned.sdk()
                .adminInitiateAuth(request -> request.userPoolId(owned.poolId())
                        .clientId(clientId)
                        .authFlow(AuthFlowType.ADMIN_USER_PASSWORD_AUTH)
                        .authParameters(Map.of("USERNAME", "una@example.com", "PASSWORD", PoolFixture.PASSWORD)))
                .authenticationResult();

        // then
        var user = owned.sdk().getUser(request -> request.accessToken(tokens.accessToken()));
        assertThat(user.username()).isEqualTo(created.user().username()).hasSize(36);
        assertThatThrownBy(() -> owned.sdk()
                        .adminCreateUser(request -> request.userPoolId(owned.poolId())
                                .username("UNA@example.com")
                                .messageAction("SUPPRESS")))
                .hasMessageContaining("already exists");
    }

    @Test
    void listsAndChangesUsers() {
        // given
        Owned owned = fixture.pool();
        for (String name : new String[] {"va", "vb", "wc"}) {
            PoolFixture.user(owned, name);
        }
        owned.sdk()
                .adminDisableUser(request -> request.userPoolId(owned.poolId()).username("vb"));

        // when
        var all =
                owned
                        .sdk()
                        .listUsersPaginator(
                                request -> request.userPoolId(owned.poolId()).limit(2))
                        .users()
                        .stream()
                        .toList();
        var filtered = owned.sdk()
                .listUsers(request -> request.userPoolId(owned.poolId()).filter("username ^= \"v\""))
                .users();

        // then
        assertThat(all).hasSize(3).allMatch(user -> user.userStatus() == UserStatusType.CONFIRMED);
        assertThat(filtered).extracting(user -> user.username()).containsExactlyInAnyOrder("va", "vb");
        String clientId = client(owned).clientId();
        assertThatThrownBy(() -> PoolFixture.signIn(owned, clientId, "vb")).hasMessageContaining("User is disabled.");
        owned.sdk()
                .adminDeleteUser(request -> request.userPoolId(owned.poolId()).username("va"));
        assertThatThrownBy(() -> owned.sdk()
                        .adminGetUser(
                                request -> request.userPoolId(owned.poolId()).username("va")))
                .hasMessageContaining("User does not exist.");
    }

    @Test
    void letsUsersManageTheirAccount() throws Exception {
        // given
        Owned owned = fixture.pool();
        String clientId = client(owned).clientId();
        PoolFixture.user(owned, "xia");
        String token = PoolFixture.signIn(owned, clientId, "xia").accessToken();

        // when
        owned.sdk()
                .updateUserAttributes(request -> request.accessToken(token)
                        .userAttributes(
                                PoolFixture.attribute("email", "new@example.com"),
                                PoolFixture.attribute("given_name", "Xia")));
        String code = fixture.code(owned, "VERIFY_EMAIL");
        owned.sdk()
                .verifyUserAttribute(request ->
                        request.accessToken(token).attributeName("email").code(code));
        owned.sdk()
                .changePassword(request -> request.accessToken(token)
                        .previousPassword(PoolFixture.PASSWORD)
                        .proposedPassword(PoolFixture.PASSWORD + "2"));

        // then
        var attributes = owned.sdk().getUser(request -> request.accessToken(token)).userAttributes().stream()
                .collect(Collectors.toMap(attribute -> attribute.name(), attribute -> attribute.value()));
        assertThat(attributes)
                .containsEntry("email", "new@example.com")
                .containsEntry("email_verified", "true")
                .containsEntry("given_name", "Xia");
        assertThatThrownBy(() -> PoolFixture.signIn(owned, clientId, "xia")).hasMessageContaining("Incorrect username");
        assertThatThrownBy(() -> owned.sdk()
                        .updateUserAttributes(request -> request.accessToken(token)
                                .userAttributes(PoolFixture.attribute("email_verified", "true"))))
                .hasMessageContaining("A client attempted to write unauthorized attribute");
        owned.sdk().deleteUser(request -> request.accessToken(token));
        assertThatThrownBy(() -> owned.sdk().getUser(request -> request.accessToken(token)))
                .isInstanceOf(CognitoIdentityProviderException.class);
    }

    @Test
    void resetsAForgottenPassword() throws Exception {
        // given
        Owned owned = fixture.pool();
        String clientId = client(owned).clientId();
        PoolFixture.user(owned, "yan");
        owned.sdk().forgotPassword(request -> request.clientId(clientId).username("yan"));
        String code = fixture.code(owned, "FORGOT_PASSWORD");
        String id = fixture.messages(owned).getLast().get("id").asText();

        // when
        owned.sdk()
                .confirmForgotPassword(request -> request.clientId(clientId)
                        .username("yan")
                        .confirmationCode(code)
                        .password(PoolFixture.PASSWORD + "3"));

        // then
        assertThatThrownBy(() -> PoolFixture.signIn(owned, clientId, "yan")).hasMessageContaining("Incorrect username");
        assertThatThrownBy(() -> owned.sdk()
                        .confirmForgotPassword(request -> request.clientId(clientId)
                                .username("yan")
                                .confirmationCode(code)
                                .password(PoolFixture.PASSWORD)))
                .as("a code is used once")
                .hasMessageContaining("Invalid code provided");
        String path = "/platform/user-pools/" + owned.poolId() + "/messages/" + id + "/sent";
        assertThat(fixture.signed(owned.tenant(), "POST", path).statusCode()).isEqualTo(200);
        assertThat(fixture.messages(owned)).isEmpty();
        assertThat(fixture.signed(owned.tenant(), "POST", path).statusCode()).isEqualTo(404);
    }

    private static SortedSet<String> sdkOperations() {
        return Arrays.stream(CognitoIdentityProviderClient.class.getMethods())
                .filter(method -> method.getParameterCount() == 1
                        && CognitoIdentityProviderRequest.class.isAssignableFrom(method.getParameterTypes()[0])
                        && !method.getName().endsWith("Paginator"))
                .map(method -> method.getParameterTypes()[0].getSimpleName().replaceFirst("Request$", ""))
                .map(name -> SPELT_OTHERWISE.getOrDefault(name, name))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
