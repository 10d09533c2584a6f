package dev.sluice.control.sts;

import static dev.sluice.control.sts.RoleBed.allow;
import static dev.sluice.control.sts.RoleBed.assertRefused;
import static dev.sluice.control.sts.RoleBed.credentials;
import static dev.sluice.control.sts.RoleBed.policy;
import static dev.sluice.control.sts.RoleBed.trust;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.fixtures.AccessKeyPair;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SignedHttp;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;

@QuarkusTest
@DisplayName("identity-and-waf 7: who may assume a role, by the AWS SDK")
class AssumeRoleIT {
    private static final String ASSUME = "sts:AssumeRole";

    private RoleBed bed;

    @BeforeEach
    void aTenant() {
        bed = new RoleBed();
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
        bed.role(trust(principal.replace("ACCOUNT", bed.account()), ""), allow("apigateway:GET"));
        var ann = bed.owner().user("ann", effect == null ? allow("apigateway:GET") : policy(effect, ASSUME));

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
        bed.role(
                trust(principal.replace("CALLER", other.key().tenant()).replace("ACCOUNT", bed.account()), ""),
                allow("apigateway:GET"));

        // then
        assertDecided(ann, allowed);
    }

    private void assertDecided(Management ann, boolean allowed) {
        if (allowed) {
            assertThat(bed.assume(ann).assumedRoleUser().arn())
                    .isEqualTo("arn:aws:sts::" + bed.account() + ":assumed-role/Reader/session-1");
        } else {
            assertDenied(ann);
        }
    }

    private void assertDenied(Management ann) {
        assertRefused(
                bed.refused(credentials(ann.key()), _ -> {}),
                403,
                "AccessDenied",
                "User: arn:aws:iam::" + ann.key().tenant()
                        + ":user/ann is not authorized to perform: sts:AssumeRole on resource: " + bed.roleArn());
    }

    @Test
    @DisplayName("security-requirements 3: a role that does not exist is denied in the same words")
    void tellsNothingOfRolesThatDoNotTrustTheCaller() {
        assertDenied(Management.ofNewTenant().user("ann", allow("*")));
    }

    @Test
    void asksForTheExternalIdThatTheTrustPolicyWants() {
        // given
        bed.role(trust(bed.account(), "\"StringEquals\":{\"sts:ExternalId\":\"a-word\"}"), allow("apigateway:GET"));
        AwsCredentials by = credentials(bed.owner().key());

        // then
        assertThat(bed.assume(by, request -> request.externalId("a-word")).credentials())
                .isNotNull();
        assertThat(bed.refused(by, request -> request.externalId("another"))
                        .awsErrorDetails()
                        .errorCode())
                .isEqualTo("AccessDenied");
        assertThat(bed.refused(by, _ -> {}).awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
    }

    @Test
    void aSessionThatAssumesARoleLastsAnHourAtMost() {
        // given
        bed.role("Chained", trust("arn:aws:iam::" + bed.account() + ":role/Reader", ""), allow("apigateway:GET"));
        bed.role(trust(bed.account(), ""), allow("sts:AssumeRole"));
        AwsCredentials first = credentials(bed.assume(bed.owner()).credentials());
        bed.asksFor("arn:aws:iam::" + bed.account() + ":role/Chained");

        // when
        AssumeRoleResponse chained = bed.assume(first, request -> request.durationSeconds(3_600));
        StsException tooLong = bed.refused(first, request -> request.durationSeconds(3_601));

        // then
        assertThat(bed.session(chained.credentials()).get("/restapis").status()).isEqualTo(200);
        assertRefused(
                tooLong,
                400,
                "ValidationError",
                "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
    }

    @Test
    void holdsTheDurationOfTheRole() {
        // given
        bed.role(trust(bed.account(), ""), allow("apigateway:GET"));
        AwsCredentials by = credentials(bed.owner().key());

        // when
        Instant end = bed.assume(by, request -> request.durationSeconds(7_200))
                .credentials()
                .expiration();

        // then
        assertThat(Duration.between(Instant.now(), end)).isBetween(Duration.ofSeconds(7_100), Duration.ofHours(2));
        assertRefused(
                bed.refused(by, request -> request.durationSeconds(7_201)),
                400,
                "ValidationError",
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        assertRefused(
                bed.refused(by, request -> request.durationSeconds(899)),
                400,
                "ValidationError",
                "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member"
                        + " must have value greater than or equal to 900");
    }

    @Test
    void refusesWhatBreaksAConstraint() {
        // given
        bed.role(trust(bed.account(), ""), allow("apigateway:GET"));
        AwsCredentials by = credentials(bed.owner().key());

        // then
        assertRefused(
                bed.refused(by, request -> request.roleSessionName("a b")),
                400,
                "ValidationError",
                "1 validation error detected: Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member"
                        + " must satisfy regular expression pattern: [\\w+=,.@-]*");
        assertRefused(
                bed.refused(by, request -> request.roleArn("arn:aws:iam::1:role/Reader")),
                400,
                "ValidationError",
                "arn:aws:iam::1:role/Reader is invalid");
        assertThat(bed.refused(by, request -> request.policy(" ".repeat(2_049)))
                        .awsErrorDetails()
                        .errorMessage())
                .endsWith("Member must have length less than or equal to 2048");
        assertRefused(
                bed.refused(by, request -> request.policy("{}")),
                400,
                "MalformedPolicyDocument",
                "Syntax errors in policy: there is no Statement.");
    }

    @Test
    void refusesWhatIsNotBuilt() {
        // given
        bed.role(trust(bed.account(), ""), allow("apigateway:GET"));
        AwsCredentials by = credentials(bed.owner().key());

        // then
        assertRefused(
                bed.refused(by, request -> request.sourceIdentity("me")),
                501,
                "NotImplementedException",
                "AssumeRole with SourceIdentity of sts is not built yet");
        assertThat(bed.refused(
                                by,
                                request -> request.policyArns(PolicyDescriptorType.builder()
                                        .arn("arn:aws:iam::aws:policy/ReadOnlyAccess")
                                        .build()))
                        .statusCode())
                .isEqualTo(501);
        assertThat(bed.refused(
                                by,
                                request -> request.tags(
                                        Tag.builder().key("a").value("b").build()))
                        .statusCode())
                .isEqualTo(501);
    }

    @Test
    void aSuspendedTenantNeitherAssumesNorLends() {
        // given
        bed.role(trust("*", ""), allow("apigateway:GET"));
        var other = Management.ofNewTenant().user("ann", allow("*"));
        Management session = bed.session(bed.assume(bed.owner()).credentials());
        var operator = Management.ofOperator();
        assertDecided(other, true);

        // when
        operator.post("/platform/tenants/" + bed.account() + "/suspend", "").ok();

        // then
        assertDenied(other);
        assertThat(bed.refused(credentials(bed.owner().key()), _ -> {})
                        .awsErrorDetails()
                        .errorCode())
                .isEqualTo("AccessDenied");
        assertThat(session.get("/restapis").refusal())
                .isEqualTo("403 AccessDeniedException: The account " + bed.account() + " is suspended");
    }

    @Test
    void theKeyOfASuspendedTenantIsLentNoRoleOfAnother() {
        // given
        var other = Management.ofNewTenant().user("ann", allow("*"));
        bed.role(trust(other.key().tenant(), ""), allow("apigateway:GET"));
        assertDecided(other, true);

        // when
        Management.ofOperator()
                .post("/platform/tenants/" + other.key().tenant() + "/suspend", "")
                .ok();

        // then
        assertDenied(other);
    }

    @Test
    @DisplayName("the session of a suspended caller is refused wherever it leads, and says for whose suspension")
    void theSessionsThatAnAccountIsBehindAreSuspendedWithIt() {
        // given
        var first = Management.ofNewTenant();
        var middle = new RoleBed();
        String reader = "arn:aws:iam::" + middle.account() + ":role/Reader";
        middle.role(trust(first.key().tenant(), ""), allow("*"));
        bed.role(trust(reader, ""), allow("apigateway:GET"));
        AwsCredentials near = credentials(middle.assume(first).credentials());
        Management far = bed.session(bed.assume(near, _ -> {}).credentials());
        int before = far.get("/restapis").status();
        var operator = Management.ofOperator();

        // when
        operator.post("/platform/tenants/" + first.key().tenant() + "/suspend", "")
                .ok();
        var suspended = far.get("/restapis");
        StsException chained = bed.refused(near, _ -> {});
        operator.post("/platform/tenants/" + first.key().tenant() + "/resume", "")
                .ok();
        var resumed = far.get("/restapis");

        // then
        assertThat(before).isEqualTo(200);
        assertThat(suspended.refusal())
                .isEqualTo(
                        "403 AccessDeniedException: The account " + first.key().tenant() + " is suspended");
        assertThat(chained.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
        assertThat(resumed.status()).isEqualTo(200);
    }

    @Test
    @DisplayName("a token names eight other accounts at most")
    void aRoleIsNotAssumedThroughAnyNumberOfAccounts() {
        // given
        AwsCredentials last = credentials(Management.ofNewTenant().key());
        String trusted = "*";
        for (int account = 0; account < 8; account++) {
            var next = new RoleBed();
            next.role(trust(trusted, ""), allow("*"));
            last = credentials(next.assume(last, _ -> {}).credentials());
            trusted = "arn:aws:iam::" + next.account() + ":role/Reader";
        }
        bed.role(trust(trusted, ""), allow("*"));

        // then
        assertRefused(
                bed.refused(last, _ -> {}),
                400,
                "ValidationError",
                "The role cannot be assumed through more than 8 other accounts.");
    }

    @Test
    @DisplayName("security-requirements 11: both accounts hear of it")
    void leavesAuditRecordsWithBothAccounts() {
        // given
        var other = Management.ofNewTenant();
        bed.role(trust(other.key().tenant(), ""), allow("apigateway:GET"));

        // when
        String id = bed.assume(other).credentials().accessKeyId();

        // then
        for (Management each : new Management[] {bed.owner(), other}) {
            var last = each.get("/platform/audit").ok().get("items").get(0);
            assertThat(last.get("operation").textValue()).isEqualTo("assumeRole");
            assertThat(last.get("accessKeyId").textValue())
                    .isEqualTo(other.key().id());
            assertThat(last.get("target").textValue()).isEqualTo(bed.roleArn() + " session-1 " + id);
            assertThat(each.get("/platform/audit/check").ok().get("intact").booleanValue())
                    .isTrue();
        }
    }

    @Test
    void asksForItsParameters() {
        // given
        var sts = SignedHttp.as(new AccessKeyPair(
                        bed.owner().key().id(), bed.owner().key().secret()))
                .service("sts");

        // when
        var answer = sts.post("/", "Action=AssumeRole&Version=2011-06-15");

        // then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .contains("<Code>ValidationError</Code>", "2 validation errors detected", "Member must not be null");
    }
}
