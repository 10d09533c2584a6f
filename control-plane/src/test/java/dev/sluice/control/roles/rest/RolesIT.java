package dev.sluice.control.roles.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.contracts.access.RoleRecord;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.PublishedAccess;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@DisplayName("platform-api: roles")
class RolesIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ROLES = "/platform/iam/roles";
    private static final String ROLE = ROLES + "/Reader";
    private static final String TRUST = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":"
            + "{\"AWS\":\"111122223333\"},\"Action\":\"sts:AssumeRole\"}}";
    private static final String ALLOW =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\","
                    + "\"Resource\":\"*\"}}";

    @Inject
    PublishedAccess published;

    private Management caller;

    @BeforeEach
    void aCaller() {
        caller = Management.ofNewTenant();
    }

    private static String role(String trust, Map<String, String> policies, int seconds) {
        var body = JSON.createObjectNode().put("trustPolicy", trust).put("maxSessionDuration", seconds);
        var documents = body.putObject("policies");
        policies.forEach(documents::put);
        return body.toString();
    }

    private RoleRecord record() {
        return published.of(caller.key().tenant() + "/role/Reader", RoleRecord.class);
    }

    @Test
    void makesChangesAndRemovesARole() {
        // when
        JsonNode made =
                caller.put(ROLE, role(TRUST, Map.of("all", ALLOW), 43_200)).ok();
        RoleRecord first = record();
        JsonNode changed = caller.put(ROLE, "{\"trustPolicy\":" + JSON.valueToTree(TRUST) + "}")
                .ok();
        RoleRecord second = record();
        JsonNode listed = caller.get(ROLES).ok();
        caller.delete(ROLE).expect(204);
        RoleRecord ended = record();

        // then
        assertThat(made.get("arn").textValue())
                .isEqualTo("arn:aws:iam::" + caller.key().tenant() + ":role/Reader");
        assertThat(made.get("id").textValue()).matches("AROA[A-Z2-7]{17}");
        assertThat(made.get("trustPolicy").textValue()).isEqualTo(TRUST);
        assertThat(made.get("maxSessionDuration").intValue()).isEqualTo(43_200);
        assertThat(changed.get("id")).isEqualTo(made.get("id"));
        assertThat(changed.get("policies")).isEmpty();
        assertThat(changed.get("maxSessionDuration").intValue()).isEqualTo(3_600);
        assertThat(listed.get("items")).containsExactly(changed);
        assertThat(first.policies()).containsExactly(ALLOW);
        assertThat(first.roleId()).isEqualTo(made.get("id").textValue());
        assertThat(second.policies()).isEmpty();
        assertThat(ended.isEnded()).isTrue();
        assertThat(ended.revision()).isGreaterThan(second.revision()).isGreaterThan(first.revision());
        assertThat(caller.get(ROLE).refusal()).isEqualTo("404 NotFoundException: Invalid role name specified");
    }

    @Test
    void aRoleThatIsMadeAnewHasAnotherId() {
        // given
        String before =
                caller.put(ROLE, role(TRUST, Map.of(), 3_600)).ok().get("id").textValue();
        caller.delete(ROLE).expect(204);

        // when
        String after =
                caller.put(ROLE, role(TRUST, Map.of(), 3_600)).ok().get("id").textValue();

        // then
        assertThat(after).isNotEqualTo(before);
        assertThat(record().roleId()).isEqualTo(after);
    }

    @Test
    @DisplayName("security-requirements 2, 3: a foreign role answers as a missing one")
    void keepsTenantsApart() {
        // given
        caller.put(ROLE, role(TRUST, Map.of("all", ALLOW), 3_600)).ok();
        var other = Management.ofNewTenant();

        // then
        assertThat(other.get(ROLE).refusal())
                .isEqualTo(other.get(ROLES + "/Missing").refusal());
        assertThat(other.delete(ROLE).refusal()).isEqualTo("404 NotFoundException: Invalid role name specified");
        assertThat(other.get(ROLES).ok().get("items")).isEmpty();
        other.put(ROLE, role(TRUST, Map.of(), 3_600)).ok();
        assertThat(caller.get(ROLE).ok().get("policies")).hasSize(1);
    }

    @Test
    void holdsTheLimit() {
        // given
        var limited = Management.ofLimitedTenant("{\"maxRoles\":1}");
        limited.put(ROLE, role(TRUST, Map.of(), 3_600)).ok();

        // when
        var refused = limited.put(ROLES + "/Writer", role(TRUST, Map.of(), 3_600));

        // then
        assertThat(refused.refusal())
                .isEqualTo("429 LimitExceededException: Maximum number of roles for this account has been reached: 1");
        limited.put(ROLE, role(TRUST, Map.of("all", ALLOW), 3_600)).ok();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'Statement':[]}|Invalid policy document: Syntax errors in policy: there is no Statement.",
                "no|Invalid policy document: This policy contains invalid Json",
                "{'Statement':{'Effect':'Allow','Principal':'*','Action':'sts:AssumeRole','Resource':'*'}}"
                        + "|Invalid policy document: Has prohibited field Resource",
                "{'Statement':{'Effect':'Allow','Principal':'*','Action':'*'}}|Invalid policy document:"
                        + " AssumeRole policy may only specify STS AssumeRole actions.",
                "{'Statement':{'Effect':'Allow','Action':'sts:AssumeRole'}}|Invalid policy document: Syntax errors in"
                        + " policy: a statement has either a Principal or a NotPrincipal.",
                "{'Statement':{'Effect':'Allow','Principal':{'AWS':'bob'},'Action':'sts:AssumeRole'}}|Invalid policy"
                        + " document: Invalid principal in policy: \"AWS\":\"bob\""
            })
    void refusesABadTrustPolicy(String trust, String message) {
        assertThat(caller.put(ROLE, role(trust.replace('\'', '"'), Map.of(), 3_600))
                        .refusal())
                .isEqualTo("400 BadRequestException: " + message);
    }

    @Test
    void refusesWhatIsOutOfBounds() {
        // given
        Map<String, String> eleven = new TreeMap<>();
        for (int i = 0; i < 11; i++) {
            eleven.put("p" + i, ALLOW);
        }
        String padded = ALLOW + " ".repeat(6_000);

        // then
        assertThat(caller.put(ROLE, role(TRUST, Map.of(), 3_599)).message())
                .isEqualTo("Invalid maxSessionDuration specified, must be between 3600 and 43200");
        assertThat(caller.put(ROLE, role(TRUST, Map.of(), 43_201)).message()).contains("maxSessionDuration");
        assertThat(caller.put(ROLE, role(TRUST + " ".repeat(2_048), Map.of(), 3_600))
                        .message())
                .contains("the limit is 2048");
        assertThat(caller.put(ROLE, role(TRUST, eleven, 3_600)).message()).isEqualTo("A role has at most 10 policies");
        assertThat(caller.put(ROLE, role(TRUST, Map.of("a", padded, "b", padded), 3_600))
                        .message())
                .contains("at most 10240 characters");
        assertThat(caller.put(ROLE, role(TRUST, Map.of("a b", ALLOW), 3_600)).message())
                .startsWith("Invalid policy name specified");
        assertThat(caller.put(ROLE, role(TRUST, Map.of("a", "{}"), 3_600)).message())
                .startsWith("Invalid policy document");
        assertThat(caller.put(
                                ROLE,
                                role(
                                        TRUST,
                                        Map.of(
                                                "a",
                                                ALLOW.replace(
                                                        "}}",
                                                        ",\"Condition\":{\"Bool\":" + "{\"aws:Nothing\":\"true\"}}}}")),
                                        3_600))
                        .message())
                .contains("the condition key aws:nothing is not supported");
        assertThat(caller.put(ROLES + "/a%20b", role(TRUST, Map.of(), 3_600)).message())
                .startsWith("Invalid role name specified");
        assertThat(caller.put(ROLES + "/" + "x".repeat(65), role(TRUST, Map.of(), 3_600))
                        .status())
                .isEqualTo(400);
        assertThat(caller.put(ROLE, "{}").refusal()).startsWith("400 ValidationException");
        assertThat(caller.get(ROLES).ok().get("items")).isEmpty();
    }

    @Test
    @DisplayName("security-requirements 11: every change of a role is audited")
    void leavesAuditRecords() {
        // given
        caller.put(ROLE, role(TRUST, Map.of(), 3_600)).ok();
        caller.delete(ROLE).expect(204);

        // when
        JsonNode records = caller.get("/platform/audit").ok().get("items");

        // then
        assertThat(records.findValuesAsText("operation")).startsWith("deleteRole", "putRole");
        assertThat(records.findValuesAsText("target")).startsWith("DELETE " + ROLE, "PUT " + ROLE);
    }
}
