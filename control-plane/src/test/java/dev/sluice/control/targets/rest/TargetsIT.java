package dev.sluice.control.targets.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.contracts.access.TargetsRecord;
import dev.sluice.contracts.access.TargetsRecord.FunctionEndpoint;
import dev.sluice.contracts.access.TargetsRecord.RoleCredentials;
import dev.sluice.contracts.access.TargetsRecord.ServiceEndpoint;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.PublishedAccess;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@DisplayName("platform-api: role credentials, function endpoints, service endpoints")
class TargetsIT {
    private static final String ROLE = "arn:aws:iam::111122223333:role/gateway";
    private static final String ROLES = "/platform/role-credentials";
    private static final String FUNCTION = "arn:aws:lambda:eu-west-1:111122223333:function:pets:live";
    private static final String FUNCTIONS = "/platform/function-endpoints";
    private static final String SERVICES = "/platform/service-endpoints";
    private static final String CREDENTIALS =
            "{\"accessKeyId\":\"AKIAEXAMPLE\",\"secretAccessKey\":\"planted-secret\",\"sessionToken\":\"planted-token\"}";
    private static final String ENDPOINT = "{\"endpoint\":\"http://127.0.0.1:9324\"}";

    @Inject
    @DataSource("system")
    AgroalDataSource system;

    @Inject
    PublishedAccess access;

    private Management caller;

    @BeforeEach
    void aCaller() {
        caller = Management.ofNewTenant();
    }

    @Test
    @DisplayName("security-requirements 13, 14: secrets are sealed, and never shown")
    void keepsSecretsSealed() throws SQLException {
        // when
        JsonNode stored = caller.put(ROLES + "/" + ROLE, CREDENTIALS).ok();

        // then
        assertThat(stored.get("roleArn").textValue()).isEqualTo(ROLE);
        assertThat(stored.get("accessKeyId").textValue()).isEqualTo("AKIAEXAMPLE");
        assertThat(stored.get("temporary").booleanValue()).isTrue();
        assertThat(stored.toString()).doesNotContain("planted");
        assertThat(caller.get(ROLES + "/" + ROLE).ok()).isEqualTo(stored);
        assertThat(caller.get(ROLES).ok().get("items")).containsExactly(stored);
        assertThat(storedBytes()).doesNotContain("planted");
    }

    @Test
    void publishesEveryChangeWhole() {
        // when
        caller.put(ROLES + "/" + ROLE, CREDENTIALS).ok();
        caller.put(FUNCTIONS + "/" + FUNCTION, ENDPOINT).ok();
        caller.put(FUNCTIONS + "/arn:aws:lambda:*", "{\"endpoint\":\"https://functions.example\"}")
                .ok();
        caller.put(SERVICES + "/sqs", ENDPOINT).ok();
        TargetsRecord all = published();
        caller.delete(FUNCTIONS + "/" + FUNCTION).expect(204);
        caller.delete(ROLES + "/" + ROLE).expect(204);
        TargetsRecord fewer = published();

        // then
        assertThat(all.roles())
                .containsExactly(new RoleCredentials(ROLE, "AKIAEXAMPLE", "planted-secret", "planted-token"));
        assertThat(all.functions())
                .containsExactlyInAnyOrder(
                        new FunctionEndpoint(FUNCTION, "http://127.0.0.1:9324"),
                        new FunctionEndpoint("arn:aws:lambda:*", "https://functions.example"));
        assertThat(all.services()).containsExactly(new ServiceEndpoint("sqs", "http://127.0.0.1:9324"));
        assertThat(fewer.roles()).isEmpty();
        assertThat(fewer.functions()).hasSize(1);
        assertThat(fewer.revision()).isGreaterThan(all.revision());
    }

    @Test
    void replacesWhatIsStored() {
        // given
        caller.put(ROLES + "/" + ROLE, CREDENTIALS).ok();

        // when
        JsonNode replaced = caller.put(
                        ROLES + "/" + ROLE, "{\"accessKeyId\":\"AKIAOTHER\",\"secretAccessKey\":\"other\"}")
                .ok();

        // then
        assertThat(replaced.get("temporary").booleanValue()).isFalse();
        assertThat(published().roles()).containsExactly(new RoleCredentials(ROLE, "AKIAOTHER", "other", null));
    }

    @Test
    void anEscapedArnNamesTheSame() {
        // given
        caller.put(ROLES + "/arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fgateway", CREDENTIALS)
                .ok();

        // when
        var found = caller.get(ROLES + "/" + ROLE);

        // then
        assertThat(found.ok().get("roleArn").textValue()).isEqualTo(ROLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"arn:aws:iam::1:role/x", "arn:aws:iam::111122223333:user/x", "gateway", "arn:aws:iam::*:user/*"})
    void refusesWhatIsNoRole(String arn) {
        assertThat(caller.put(ROLES + "/" + arn, CREDENTIALS).refusal())
                .isEqualTo("400 BadRequestException: Invalid role ARN specified");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"accessKeyId\":\"a/b\",\"secretAccessKey\":\"planted\"} | Invalid access key id specified",
                "{\"accessKeyId\":\"AKIA\",\"secretAccessKey\":\"planted secret\"} | Invalid secret access key specified",
                "{\"accessKeyId\":\"AKIA\",\"secretAccessKey\":\"s\",\"sessionToken\":\"planted\\n\"} | Invalid session token specified"
            })
    void refusesMalformedCredentialsWithoutNamingThem(String body, String message) {
        assertThat(caller.put(ROLES + "/" + ROLE, body).refusal()).isEqualTo("400 BadRequestException: " + message);
        assertThat(access.has(key())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://h",
                "http://",
                "http://h/path",
                "http://h/",
                "http://h?q",
                "http://h#f",
                "http://user:secret@h",
                "http://h:22",
                "http://h:70000",
                "http://h:",
                "h:9000",
                "//h",
                ""
            })
    void refusesWhatIsNoEndpoint(String endpoint) {
        var refused = caller.put(SERVICES + "/sqs", "{\"endpoint\":\"" + endpoint + "\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).startsWith("Invalid endpoint specified");
    }

    @ParameterizedTest
    @CsvSource({
        FUNCTIONS + "/arn:aws:lambda:eu-west-1:1:function:x, Invalid function ARN specified",
        FUNCTIONS + "/pets, Invalid function ARN specified",
        SERVICES + "/S3, Invalid service name specified",
        SERVICES + "/a..b, Invalid service name specified"
    })
    void refusesMalformedNames(String target, String message) {
        assertThat(caller.put(target, ENDPOINT).refusal()).isEqualTo("400 BadRequestException: " + message);
    }

    @ParameterizedTest
    @CsvSource({
        ROLES + "/" + ROLE + ", Invalid role credentials identifier specified",
        FUNCTIONS + "/" + FUNCTION + ", Invalid function endpoint identifier specified",
        SERVICES + "/sqs, Invalid service endpoint identifier specified"
    })
    void knowsOnlyTheCallersOwn(String target, String message) {
        // given
        var stranger = Management.ofNewTenant();
        stranger.put(ROLES + "/" + ROLE, CREDENTIALS).ok();
        stranger.put(FUNCTIONS + "/" + FUNCTION, ENDPOINT).ok();
        stranger.put(SERVICES + "/sqs", ENDPOINT).ok();

        // then
        assertThat(caller.get(target).refusal()).isEqualTo("404 NotFoundException: " + message);
        assertThat(caller.delete(target).refusal()).isEqualTo("404 NotFoundException: " + message);
        assertThat(stranger.get(target).status()).isEqualTo(200);
    }

    @Test
    void pagesInOrderOfCreation() {
        // given
        for (String service : List.of("sqs", "sns", "dynamodb")) {
            caller.put(SERVICES + "/" + service, ENDPOINT).ok();
        }

        // when
        JsonNode first = caller.get(SERVICES + "?limit=2").ok();
        JsonNode rest = caller.get(
                        SERVICES + "?limit=2&position=" + first.get("position").textValue())
                .ok();

        // then
        assertThat(first.findValuesAsText("service")).containsExactly("sqs", "sns");
        assertThat(rest.findValuesAsText("service")).containsExactly("dynamodb");
        assertThat(rest.has("position")).isFalse();
    }

    private TargetsRecord published() {
        return access.of(key(), TargetsRecord.class);
    }

    private String key() {
        return caller.key().tenant() + "/targets/" + caller.key().tenant();
    }

    /** Everything that the database keeps of the credentials, one character per byte. */
    private String storedBytes() throws SQLException {
        var text = new StringBuilder(access.bytes(key()));
        try (var connection = system.getConnection();
                var query = connection.prepareStatement(
                        "select secret, session_token from control.role_credentials where tenant_id = ?")) {
            query.setString(1, caller.key().tenant());
            try (var rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                text.append(new String(rows.getBytes(1), StandardCharsets.ISO_8859_1));
                text.append(new String(rows.getBytes(2), StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }
}
