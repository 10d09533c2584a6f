package dev.sluice.control.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.contracts.sessions.SessionContent;
import dev.sluice.contracts.sessions.SessionTokens;
import dev.sluice.control.fixtures.AccessKeyPair;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SignedHttp;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;

@QuarkusTest
@DisplayName("identity-and-waf 7: AssumeRole, by the AWS SDK")
class AssumeRoleIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ASSUME = "sts:AssumeRole";

    @Inject
    SessionTokens tokens;

    private Management owner;
    private String account;
    private String roleArn;

    @BeforeEach
    void aTenant() {
        owner = Management.ofNewTenant();
        account = owner.key().tenant();
        roleArn = "arn:aws:iam::" + account + ":role/Reader";
    }

    private static String allow(String action) {
        return policy("Allow", action);
    }

    private static String policy(String effect, String action) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"" + effect + "\",\"Action\":\"" + action
                + "\",\"Resource\":\"*\"}}";
    }

    private static String trust(String principal, String condition) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + principal
                + "\"},\"Action\":\"sts:AssumeRole\""
                + (condition.isEmpty() ? "" : ",\"Condition\":{" + condition + "}")
                + "}}";
    }

    /** The role of the tests, which may do this. */
    private void role(String trust, String policy) {
        role("Reader", trust, policy);
    }

    private void role(String name, String trust, String policy) {
        var body = JSON.createObjectNode().put("trustPolicy", trust).put("maxSessionDuration", 7_200);
        body.putObject("policies").put("all", policy);
        owner.put("/platform/iam/roles/" + name, body.toString()).ok();
    }

    private static AwsCredentials credentials(Management.Key key) {
        return AwsBasicCredentials.create(key.id(), key.secret());
    }

    private static AwsCredentials credentials(Credentials session) {
        return AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
    }

    private static StsClient client(AwsCredentials credentials) {
        return StsClient.builder()
                .endpointOverride(URI.create(SignedHttp.base()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(settings -> settings.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    private AssumeRoleResponse assume(AwsCredentials by, Consumer<AssumeRoleRequest.Builder> more) {
        try (var sts = client(by)) {
            return sts.assumeRole(request -> {
                request.roleArn(roleArn).roleSessionName("session-1");
                more.accept(request);
            });
        }
    }

    private AssumeRoleResponse assume(Management by) {
        return assume(credentials(by.key()), _ -> {});
    }

    private Management session(Credentials credentials) {
        var key = new Management.Key(account, credentials.accessKeyId(), credentials.secretAccessKey());
        return Management.ofSession(key, credentials.sessionToken());
    }

    private StsException refused(AwsCredentials by, Consumer<AssumeRoleRequest.Builder> more) {
        return catchThrowableOfType(StsException.class, () -> assume(by, more));
    }

    private static void assertRefused(StsException refused, int status, String code, String message) {
        assertThat(refused).isNotNull();
        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code);
        assertThat(refused.awsErrorDetails().errorMessage()).isEqualTo(message);
    }

    @Test
    void makesCredentialsOfASessionThatKnowsWhoItIs() {
        // given
        role(trust(account, ""), allow("apigateway:GET"));

        // when
        AssumeRoleResponse made = assume(owner);

        // then
        String arn = "arn:aws:sts::" + account + ":assumed-role/Reader/session-1";
        assertThat(made.assumedRoleUser().arn()).isEqualTo(arn);
        assertThat(made.assumedRoleUser().assumedRoleId()).matches("AROA[A-Z2-7]{17}:session-1");
        assertThat(made.credentials().accessKeyId()).matches("ASIA[A-Z2-7]{16}");
        assertThat(made.credentials().secretAccessKey()).hasSize(40);
        assertThat(made.credentials().expiration())
                .isBetween(Instant.now().plusSeconds(3_500), Instant.now().plusSeconds(3_601));
        try (var sts = client(credentials(made.credentials()))) {
            var identity = sts.getCallerIdentity();
            assertThat(identity.arn()).isEqualTo(arn);
            assertThat(identity.account()).isEqualTo(account);
            assertThat(identity.userId()).isEqualTo(made.assumedRoleUser().assumedRoleId());
        }
    }

    @Test
    void theSessionMayDoWhatItsRoleMay() {
        // given
        role(trust(account, ""), allow("apigateway:GET"));
        Management session = session(assume(owner).credentials());

        // when
        var read = session.get("/restapis");
        var written = session.post("/restapis", "{\"name\":\"an API\"}");
        role(trust(account, ""), allow("apigateway:*"));
        var writtenLater = session.post("/restapis", "{\"name\":\"an API\"}");

        // then
        assertThat(read.status()).isEqualTo(200);
        assertThat(written.refusal())
                .startsWith("403 AccessDeniedException: User: arn:aws:sts::" + account
                        + ":assumed-role/Reader/session-1 is not authorized to perform: apigateway:POST");
        assertThat(writtenLater.status()).isEqualTo(201);
        assertThat(owner.get("/platform/audit")
                        .ok()
                        .get("items")
                        .get(0)
                        .get("principal")
                        .textValue())
                .isEqualTo("arn:aws:sts::" + account + ":assumed-role/Reader/session-1");
    }

    @Test
    void theSessionMayDoNoMoreThanItsOwnPolicySays() {
        // given
        role(trust(account, ""), allow("apigateway:*"));
        Management narrowed =
                session(assume(credentials(owner.key()), request -> request.policy(allow("apigateway:GET")))
                        .credentials());

        // then
        assertThat(narrowed.get("/restapis").status()).isEqualTo(200);
        assertThat(narrowed.post("/restapis", "{\"name\":\"an API\"}").status()).isEqualTo(403);
        assertThat(narrowed.get("/platform/access-keys").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @DisplayName("within one account: who is named may, of whom the account is named the own policies decide")
    @CsvSource(
            nullValues = "-",
            value = {
                "arn:aws:iam::ACCOUNT:root,Allow,true",
                "ACCOUNT,Allow,true",
                "ACCOUNT,-,false",
                "ACCOUNT,Deny,false",
                "arn:aws:iam::ACCOUNT:user/ann,-,true",
                "arn:aws:iam::ACCOUNT:user/ann,Deny,false",
                "arn:aws:iam::ACCOUNT:user/bob,Allow,false",
                "111122223333,Allow,false",
                "*,-,true"
            })
    void trustsWithinAnAccount(String principal, @Nullable String effect, boolean allowed) {
        // given
        role(trust(principal.replace("ACCOUNT", account), ""), allow("apigateway:GET"));
        var ann = owner.user("ann", effect == null ? allow("apigateway:GET") : policy(effect, ASSUME));

        // then
        assertDecided(ann, allowed);
    }

    @ParameterizedTest
    @DisplayName("across accounts: both have to allow")
    @CsvSource(
            nullValues = "-",
            value = {
                "CALLER,Allow,true",
                "CALLER,-,false",
                "arn:aws:iam::CALLER:user/ann,Allow,true",
                "arn:aws:iam::CALLER:user/ann,-,false",
                "arn:aws:iam::CALLER:user/bob,Allow,false",
                "ACCOUNT,Allow,false"
            })
    void trustsAcrossAccounts(String principal, @Nullable String effect, boolean allowed) {
        // given
        var other = Management.ofNewTenant();
        var ann = other.user("ann", effect == null ? allow("apigateway:GET") : policy(effect, ASSUME));
        role(
                trust(principal.replace("CALLER", other.key().tenant()).replace("ACCOUNT", account), ""),
                allow("apigateway:GET"));

        // then
        assertDecided(ann, allowed);
    }

    private void assertDecided(Management ann, boolean allowed) {
        if (allowed) {
            assertThat(assume(ann).assumedRoleUser().arn())
                    .isEqualTo("arn:aws:sts::" + account + ":assumed-role/Reader/session-1");
        } else {
            assertDenied(ann);
        }
    }

    private void assertDenied(Management ann) {
        assertRefused(
                refused(credentials(ann.key()), _ -> {}),
                403,
                "AccessDenied",
                "User: arn:aws:iam::" + ann.key().tenant()
                        + ":user/ann is not authorized to perform: sts:AssumeRole on resource: " + roleArn);
    }

    @Test
    @DisplayName("security-requirements 3: a role that does not exist is denied in the same words")
    void tellsNothingOfRolesThatDoNotTrustTheCaller() {
        assertDenied(Management.ofNewTenant().user("ann", allow("*")));
    }

    @Test
    void asksForTheExternalIdThatTheTrustPolicyWants() {
        // given
        role(trust(account, "\"StringEquals\":{\"sts:ExternalId\":\"a-word\"}"), allow("apigateway:GET"));
        AwsCredentials by = credentials(owner.key());

        // then
        assertThat(assume(by, request -> request.externalId("a-word")).credentials())
                .isNotNull();
        assertThat(refused(by, request -> request.externalId("another"))
                        .awsErrorDetails()
                        .errorCode())
                .isEqualTo("AccessDenied");
        assertThat(refused(by, _ -> {}).awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
    }

    @Test
    void aSessionThatAssumesARoleLastsAnHourAtMost() {
        // given
        role("Chained", trust("arn:aws:iam::" + account + ":role/Reader", ""), allow("apigateway:GET"));
        role(trust(account, ""), allow("sts:AssumeRole"));
        AwsCredentials first = credentials(assume(owner).credentials());
        roleArn = "arn:aws:iam::" + account + ":role/Chained";

        // when
        AssumeRoleResponse chained = assume(first, request -> request.durationSeconds(3_600));
        StsException tooLong = refused(first, request -> request.durationSeconds(3_601));

        // then
        assertThat(session(chained.credentials()).get("/restapis").status()).isEqualTo(200);
        assertRefused(
                tooLong,
                400,
                "ValidationError",
                "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
    }

    @Test
    void holdsTheDurationOfTheRole() {
        // given
        role(trust(account, ""), allow("apigateway:GET"));
        AwsCredentials by = credentials(owner.key());

        // when
        Instant end = assume(by, request -> request.durationSeconds(7_200))
                .credentials()
                .expiration();

        // then
        assertThat(Duration.between(Instant.now(), end)).isBetween(Duration.ofSeconds(7_100), Duration.ofHours(2));
        assertRefused(
                refused(by, request -> request.durationSeconds(7_201)),
                400,
                "ValidationError",
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        assertRefused(
                refused(by, request -> request.durationSeconds(899)),
                400,
                "ValidationError",
                "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member"
                        + " must have value greater than or equal to 900");
    }

    @Test
    void refusesWhatBreaksAConstraint() {
        // given
        role(trust(account, ""), allow("apigateway:GET"));
        AwsCredentials by = credentials(owner.key());

        // then
        assertRefused(
                refused(by, request -> request.roleSessionName("a b")),
                400,
                "ValidationError",
                "1 validation error detected: Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member"
                        + " must satisfy regular expression pattern: [\\w+=,.@-]*");
        assertRefused(
                refused(by, request -> request.roleArn("arn:aws:iam::1:role/Reader")),
                400,
                "ValidationError",
                "arn:aws:iam::1:role/Reader is invalid");
        assertThat(refused(by, request -> request.policy(" ".repeat(2_049)))
                        .awsErrorDetails()
                        .errorMessage())
                .endsWith("Member must have length less than or equal to 2048");
        assertRefused(
                refused(by, request -> request.policy("{}")),
                400,
                "MalformedPolicyDocument",
                "Syntax errors in policy: there is no Statement.");
    }

    @Test
    void refusesWhatIsNotBuilt() {
        // given
        role(trust(account, ""), allow("apigateway:GET"));
        AwsCredentials by = credentials(owner.key());

        // then
        assertRefused(
                refused(by, request -> request.sourceIdentity("me")),
                501,
                "NotImplementedException",
                "AssumeRole with SourceIdentity of sts is not built yet");
        assertThat(refused(
                                by,
                                request -> request.policyArns(PolicyDescriptorType.builder()
                                        .arn("arn:aws:iam::aws:policy/ReadOnlyAccess")
                                        .build()))
                        .statusCode())
                .isEqualTo(501);
        assertThat(refused(
                                by,
                                request -> request.tags(
                                        Tag.builder().key("a").value("b").build()))
                        .statusCode())
                .isEqualTo(501);
    }

    @Test
    void endsTheSessionsOfARoleThatWasMadeAnew() {
        // given
        role(trust(account, ""), allow("apigateway:GET"));
        Management session = session(assume(owner).credentials());
        int before = session.get("/restapis").status();

        // when
        owner.delete("/platform/iam/roles/Reader").expect(204);
        var gone = session.get("/restapis");
        role(trust(account, ""), allow("apigateway:GET"));
        var anew = session.get("/restapis");

        // then
        String invalid = "403 UnrecognizedClientException: The security token included in the request is invalid.";
        assertThat(before).isEqualTo(200);
        assertThat(gone.refusal()).isEqualTo(invalid);
        assertThat(anew.refusal()).isEqualTo(invalid);
    }

    @ParameterizedTest
    @ValueSource(strings = {"altered", "of another", "none"})
    void refusesAnyOtherToken(String which) {
        // given
        role(trust(account, ""), allow("apigateway:GET"));
        Credentials made = assume(owner).credentials();
        Credentials other = assume(owner).credentials();
        String token = made.sessionToken();
        AwsCredentials wrong = switch (which) {
            case "altered" ->
                AwsSessionCredentials.create(
                        made.accessKeyId(),
                        made.secretAccessKey(),
                        token.substring(0, 40) + (token.charAt(40) == 'A' ? 'B' : 'A') + token.substring(41));
            case "of another" ->
                AwsSessionCredentials.create(made.accessKeyId(), made.secretAccessKey(), other.sessionToken());
            default -> AwsBasicCredentials.create(made.accessKeyId(), made.secretAccessKey());
        };

        // when
        try (var sts = client(wrong)) {
            var refused = catchThrowableOfType(StsException.class, sts::getCallerIdentity);

            // then
            assertRefused(
                    refused, 403, "InvalidClientTokenId", "The security token included in the request is invalid.");
        }
    }

    @Test
    void refusesASessionThatIsOver() {
        // given
        role(trust(account, ""), allow("apigateway:GET"));
        String roleId = owner.get("/platform/iam/roles/Reader").ok().get("id").textValue();
        Instant end = Instant.now().minusSeconds(1);
        String secret = "s".repeat(40);
        var over = new SessionContent(
                1, account, "Reader", roleId, "session-1", secret, end.minusSeconds(3_600), end, null);
        String id = "ASIAOFTHETESTS234567";
        String token = tokens.seal(id, over);

        // when
        var managed = Management.ofSession(new Management.Key(account, id, secret), token)
                .get("/restapis");
        try (var sts = client(AwsSessionCredentials.create(id, secret, token))) {
            var refused = catchThrowableOfType(StsException.class, sts::getCallerIdentity);

            // then
            String message = "The security token included in the request is expired";
            assertRefused(refused, 403, "ExpiredToken", message);
            assertThat(managed.refusal()).isEqualTo("403 ExpiredTokenException: " + message);
        }
    }

    @Test
    void aSuspendedTenantNeitherAssumesNorLends() {
        // given
        role(trust("*", ""), allow("apigateway:GET"));
        var other = Management.ofNewTenant().user("ann", allow("*"));
        Management session = session(assume(owner).credentials());
        var operator = Management.ofOperator();

        // when
        operator.post("/platform/tenants/" + account + "/suspend", "").ok();

        // then
        assertDenied(other);
        assertThat(refused(credentials(owner.key()), _ -> {}).awsErrorDetails().errorCode())
                .isEqualTo("AccessDenied");
        assertThat(session.get("/restapis").refusal())
                .isEqualTo("403 AccessDeniedException: The account " + account + " is suspended");
    }

    @Test
    @DisplayName("security-requirements 11: both accounts hear of it")
    void leavesAuditRecordsWithBothAccounts() {
        // given
        var other = Management.ofNewTenant();
        role(trust(other.key().tenant(), ""), allow("apigateway:GET"));

        // when
        assume(other);

        // then
        for (Management each : new Management[] {owner, other}) {
            var last = each.get("/platform/audit").ok().get("items").get(0);
            assertThat(last.get("operation").textValue()).isEqualTo("assumeRole");
            assertThat(last.get("accessKeyId").textValue())
                    .isEqualTo(other.key().id());
        }
    }

    @Test
    void asksForItsParameters() {
        // given
        var sts = SignedHttp.as(new AccessKeyPair(owner.key().id(), owner.key().secret()))
                .service("sts");

        // when
        var answer = sts.post("/", "Action=AssumeRole&Version=2011-06-15");

        // then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .contains("<Code>ValidationError</Code>", "2 validation errors detected", "Member must not be null");
    }
}
