package dev.sluice.control.sts;

import static dev.sluice.control.sts.RoleBed.allow;
import static dev.sluice.control.sts.RoleBed.assertRefused;
import static dev.sluice.control.sts.RoleBed.client;
import static dev.sluice.control.sts.RoleBed.credentials;
import static dev.sluice.control.sts.RoleBed.trust;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.contracts.sessions.SessionContent;
import dev.sluice.contracts.sessions.SessionTokens;
import dev.sluice.control.fixtures.Management;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

@QuarkusTest
@DisplayName("identity-and-waf 7: temporary credentials, by the AWS SDK")
class RoleSessionIT {
    @Inject
    SessionTokens tokens;

    private RoleBed bed;

    @BeforeEach
    void aTenant() {
        bed = new RoleBed();
    }

    @Test
    void makesCredentialsOfASessionThatKnowsWhoItIs() {
        // given
        bed.role(trust(bed.account(), ""), allow("apigateway:GET"));

        // when
        AssumeRoleResponse made = bed.assume(bed.owner());

        // then
        String arn = "arn:aws:sts::" + bed.account() + ":assumed-role/Reader/session-1";
        assertThat(made.assumedRoleUser().arn()).isEqualTo(arn);
        assertThat(made.assumedRoleUser().assumedRoleId()).matches("AROA[A-Z2-7]{17}:session-1");
        assertThat(made.credentials().accessKeyId()).matches("ASIA[A-Z2-7]{16}");
        assertThat(made.credentials().secretAccessKey()).hasSize(40);
        assertThat(made.credentials().expiration())
                .isBetween(Instant.now().plusSeconds(3_500), Instant.now().plusSeconds(3_601));
        try (var sts = client(credentials(made.credentials()))) {
            var identity = sts.getCallerIdentity();
            assertThat(identity.arn()).isEqualTo(arn);
            assertThat(identity.account()).isEqualTo(bed.account());
            assertThat(identity.userId()).isEqualTo(made.assumedRoleUser().assumedRoleId());
        }
    }

    @Test
    void theSessionMayDoWhatItsRoleMay() {
        // given
        bed.role(trust(bed.account(), ""), allow("apigateway:GET"));
        Management session = bed.session(bed.assume(bed.owner()).credentials());

        // when
        var read = session.get("/restapis");
        var written = session.post("/restapis", "{\"name\":\"an API\"}");
        bed.role(trust(bed.account(), ""), allow("apigateway:*"));
        var writtenLater = session.post("/restapis", "{\"name\":\"an API\"}");

        // then
        assertThat(read.status()).isEqualTo(200);
        assertThat(written.refusal())
                .startsWith("403 AccessDeniedException: User: arn:aws:sts::" + bed.account()
                        + ":assumed-role/Reader/session-1 is not authorized to perform: apigateway:POST");
        assertThat(writtenLater.status()).isEqualTo(201);
        assertThat(bed.owner()
                        .get("/platform/audit")
                        .ok()
                        .get("items")
                        .get(0)
                        .get("principal")
                        .textValue())
                .isEqualTo("arn:aws:sts::" + bed.account() + ":assumed-role/Reader/session-1");
    }

    @Test
    void theSessionMayDoNoMoreThanItsOwnPolicySays() {
        // given
        bed.role(trust(bed.account(), ""), allow("apigateway:*"));
        Management narrowed = bed.session(
                bed.assume(credentials(bed.owner().key()), request -> request.policy(allow("apigateway:GET")))
                        .credentials());

        // then
        assertThat(narrowed.get("/restapis").status()).isEqualTo(200);
        assertThat(narrowed.post("/restapis", "{\"name\":\"an API\"}").status()).isEqualTo(403);
        assertThat(narrowed.get("/platform/access-keys").status()).isEqualTo(403);
    }

    @Test
    void endsTheSessionsOfARoleThatWasMadeAnew() {
        // given
        bed.role(trust(bed.account(), ""), allow("apigateway:GET"));
        Management session = bed.session(bed.assume(bed.owner()).credentials());
        int before = session.get("/restapis").status();

        // when
        bed.owner().delete("/platform/iam/roles/Reader").expect(204);
        var gone = session.get("/restapis");
        bed.role(trust(bed.account(), ""), allow("apigateway:GET"));
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
        bed.role(trust(bed.account(), ""), allow("apigateway:GET"));
        Credentials made = bed.assume(bed.owner()).credentials();
        Credentials other = bed.assume(bed.owner()).credentials();
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
        bed.role(trust(bed.account(), ""), allow("apigateway:GET"));
        String roleId =
                bed.owner().get("/platform/iam/roles/Reader").ok().get("id").textValue();
        Instant end = Instant.now().minusSeconds(1);
        String secret = "s".repeat(40);
        var over = SessionContent.ofRole(
                new SessionContent.Role(bed.account(), "Reader", roleId),
                "session-1",
                secret,
                new SessionContent.Lifetime(end.minusSeconds(3_600), end),
                null,
                List.of());
        String id = "ASIAOFTHETESTS234567";
        String token = tokens.seal(id, over);

        // when
        var managed = Management.ofSession(new Management.Key(bed.account(), id, secret), token)
                .get("/restapis");
        try (var sts = client(AwsSessionCredentials.create(id, secret, token))) {
            var refused = catchThrowableOfType(StsException.class, sts::getCallerIdentity);

            // then
            String message = "The security token included in the request is expired";
            assertRefused(refused, 403, "ExpiredToken", message);
            assertThat(managed.refusal()).isEqualTo("403 ExpiredTokenException: " + message);
        }
    }
}
