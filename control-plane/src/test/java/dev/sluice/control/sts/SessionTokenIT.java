package dev.sluice.control.sts;

import static dev.sluice.control.sts.RoleBed.allow;
import static dev.sluice.control.sts.RoleBed.assertRefused;
import static dev.sluice.control.sts.RoleBed.client;
import static dev.sluice.control.sts.RoleBed.credentials;
import static dev.sluice.control.sts.RoleBed.trust;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.control.fixtures.Management;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;
import software.amazon.awssdk.services.sts.model.StsException;

@QuarkusTest
@DisplayName("STS GetSessionToken: temporary credentials of a user, by the AWS SDK")
class SessionTokenIT {
    private RoleBed bed;
    private Management ann;

    @BeforeEach
    void aUser() {
        bed = new RoleBed();
        ann = bed.owner().user("ann", allow("apigateway:GET"));
    }

    private static Credentials made(AwsCredentials by, Consumer<GetSessionTokenRequest.Builder> more) {
        try (var sts = client(by)) {
            return sts.getSessionToken(more).credentials();
        }
    }

    private static StsException refused(AwsCredentials by, Consumer<GetSessionTokenRequest.Builder> more) {
        return catchThrowableOfType(StsException.class, () -> made(by, more));
    }

    @Test
    void areTheUsers() {
        // when
        Credentials made = made(credentials(ann.key()), _ -> {});

        // then
        assertThat(made.accessKeyId()).matches("ASIA[A-Z2-7]{16}");
        assertThat(made.secretAccessKey()).hasSize(40);
        assertThat(Duration.between(Instant.now(), made.expiration()))
                .isBetween(Duration.ofSeconds(43_100), Duration.ofHours(12));
        try (var sts = client(credentials(made))) {
            var identity = sts.getCallerIdentity();
            assertThat(identity.arn()).isEqualTo("arn:aws:iam::" + bed.account() + ":user/ann");
            assertThat(identity.account()).isEqualTo(bed.account());
            assertThat(identity.userId()).isEqualTo(ann.key().id());
        }
    }

    @Test
    void mayWhatTheUserMayUntilItsKeyIsGone() {
        // given
        Management session = bed.session(made(credentials(ann.key()), _ -> {}));

        // when
        var read = session.get("/restapis");
        var written = session.post("/restapis", "{\"name\":\"an API\"}");
        bed.owner().delete("/platform/access-keys/" + ann.key().id()).expect(204);
        var later = session.get("/restapis");

        // then
        assertThat(read.status()).isEqualTo(200);
        assertThat(written.refusal())
                .startsWith("403 AccessDeniedException: User: arn:aws:iam::" + bed.account()
                        + ":user/ann is not authorized to perform: apigateway:POST");
        assertThat(later.refusal())
                .isEqualTo("403 UnrecognizedClientException: The security token included in the request is invalid.");
    }

    @Test
    void tellPoliciesWhenTheyWereMade() {
        // given
        String old =
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\","
                        + "\"Condition\":{\"DateGreaterThan\":{\"aws:TokenIssueTime\":\"2020-01-01T00:00:00Z\"}}}}";
        Management bob = bed.owner().user("bob", old);

        // then
        assertThat(bob.get("/restapis").status()).isEqualTo(403);
        assertThat(bed.session(made(credentials(bob.key()), _ -> {}))
                        .get("/restapis")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void assumeRolesAsTheUser() {
        // given
        bed.role(trust("arn:aws:iam::" + bed.account() + ":user/ann", ""), allow("apigateway:GET"));

        // when
        var assumed = bed.assume(credentials(made(credentials(ann.key()), _ -> {})), _ -> {});

        // then
        assertThat(bed.session(assumed.credentials()).get("/restapis").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "899, must have value greater than or equal to 900",
        "129601, must have value less than or equal to 129600"
    })
    void lastFromAQuarterOfAnHourToADayAndAHalf(int seconds, String constraint) {
        assertRefused(
                refused(credentials(ann.key()), request -> request.durationSeconds(seconds)),
                400,
                "ValidationError",
                "1 validation error detected: Value '" + seconds
                        + "' at 'durationSeconds' failed to satisfy constraint: Member " + constraint);
        assertThat(made(credentials(ann.key()), request -> request.durationSeconds(129_600))
                        .expiration())
                .isAfter(Instant.now().plusSeconds(129_000));
        assertThat(made(credentials(ann.key()), request -> request.durationSeconds(900))
                        .expiration())
                .isBefore(Instant.now().plusSeconds(901));
    }

    @Test
    void areNotGivenToTemporaryCredentials() {
        // given
        bed.role(trust(bed.account(), ""), allow("*"));
        Credentials ofUser = made(credentials(ann.key()), _ -> {});
        Credentials ofRole = bed.assume(bed.owner()).credentials();

        // then
        for (Credentials each : new Credentials[] {ofUser, ofRole}) {
            assertRefused(
                    refused(credentials(each), _ -> {}),
                    403,
                    "AccessDenied",
                    "Cannot call GetSessionToken with session credentials");
        }
    }

    @Test
    void knowNoDevices() {
        assertRefused(
                refused(credentials(ann.key()), request -> request.serialNumber("arn:aws:iam::1:mfa/ann")),
                501,
                "NotImplementedException",
                "GetSessionToken with SerialNumber of sts is not built yet");
        assertThat(refused(credentials(ann.key()), request -> request.tokenCode("123456"))
                        .statusCode())
                .isEqualTo(501);
    }

    @Test
    void endWithTheSuspensionOfTheAccount() {
        // given
        Management session = bed.session(made(credentials(ann.key()), _ -> {}));
        int before = session.get("/restapis").status();

        // when
        Management.ofOperator()
                .post("/platform/tenants/" + bed.account() + "/suspend", "")
                .ok();

        // then
        String suspended = "The account " + bed.account() + " is suspended";
        assertThat(before).isEqualTo(200);
        assertThat(session.get("/restapis").refusal()).isEqualTo("403 AccessDeniedException: " + suspended);
        assertRefused(refused(credentials(ann.key()), _ -> {}), 403, "AccessDenied", suspended);
    }

    @Test
    @DisplayName(
            "the session of another account's role that they assumed ends with the suspension of the user's own account")
    void areBehindTheSessionsThatTheyAssume() {
        // given
        var other = new RoleBed();
        other.role(trust(bed.account(), ""), allow("apigateway:GET"));
        Management bob = bed.owner().user("bob", allow("sts:AssumeRole"));
        AwsCredentials temporary = credentials(made(credentials(bob.key()), _ -> {}));
        Management session = other.session(other.assume(temporary, _ -> {}).credentials());
        int before = session.get("/restapis").status();

        // when
        Management.ofOperator()
                .post("/platform/tenants/" + bed.account() + "/suspend", "")
                .ok();

        // then
        assertThat(before).isEqualTo(200);
        assertThat(session.get("/restapis").refusal())
                .isEqualTo("403 AccessDeniedException: The account " + bed.account() + " is suspended");
        assertThat(other.owner().get("/restapis").status()).isEqualTo(200);
    }

    @Test
    @DisplayName("security-requirements 11: the trail names the temporary key")
    void leaveAnAuditRecord() {
        // when
        Credentials made = made(credentials(ann.key()), _ -> {});

        // then
        var last = bed.owner().get("/platform/audit").ok().get("items").get(0);
        assertThat(last.get("operation").textValue()).isEqualTo("getSessionToken");
        assertThat(last.get("accessKeyId").textValue()).isEqualTo(ann.key().id());
        assertThat(last.get("target").textValue()).isEqualTo(made.accessKeyId());
    }
}
