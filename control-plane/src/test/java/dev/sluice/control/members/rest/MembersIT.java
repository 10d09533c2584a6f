package dev.sluice.control.members.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.fixtures.Management;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@DisplayName("platform-api: members")
class MembersIT {
    private static final String ADA = "{\"user\":\"ada\",\"email\":\"ada@example.com\",\"role\":\"owner\"}";
    private static final String BOB = "{\"user\":\"bob\",\"subject\":\"bob-1\",\"role\":\"viewer\"}";
    private static final String EVE = "{\"user\":\"eve\",\"subject\":\"eve-1\",\"role\":\"owner\"}";
    private static final String LAST = "409 ConflictException: The last member with the role owner cannot be removed";
    private static final String MEMBERS = "/platform/members";

    @Inject
    @DataSource("system")
    AgroalDataSource system;

    private Management caller;

    @BeforeEach
    void aCaller() {
        caller = Management.ofNewTenant();
    }

    private String made(String body) {
        return caller.post(MEMBERS, body).created().get("id").textValue();
    }

    @Test
    void keepsWhatIsSaidOfAMember() {
        // when
        JsonNode ada = caller.post(MEMBERS, ADA).created();
        JsonNode bob = caller.post(MEMBERS, BOB).created();

        // then
        assertThat(ada.get("id").textValue()).matches("[a-z0-9]{10}");
        assertThat(ada.get("user").textValue()).isEqualTo("ada");
        assertThat(ada.get("email").textValue()).isEqualTo("ada@example.com");
        assertThat(ada.get("role").textValue()).isEqualTo("owner");
        assertThat(ada.has("password")).isFalse();
        assertThat(bob.get("subject").textValue()).isEqualTo("bob-1");
        assertThat(caller.get(MEMBERS + "/" + bob.get("id").textValue()).ok()).isEqualTo(bob);
        JsonNode first = caller.get(MEMBERS + "?limit=1").ok();
        assertThat(first.at("/items/0/user").textValue()).isEqualTo("ada");
        JsonNode second = caller.get(
                        MEMBERS + "?limit=1&position=" + first.get("position").textValue())
                .ok();
        assertThat(second.at("/items/0/user").textValue()).isEqualTo("bob");
        assertThat(second.has("position")).isFalse();
    }

    @Test
    void changesRolesRemovesMembersAndAuditsBoth() {
        // given
        made(ADA);
        String bob = made(BOB);

        // when
        JsonNode changed =
                caller.put(MEMBERS + "/" + bob, "{\"role\":\"developer\"}").ok();
        int removed = caller.delete(MEMBERS + "/" + bob).status();

        // then
        assertThat(changed.get("role").textValue()).isEqualTo("developer");
        assertThat(removed).isEqualTo(204);
        assertThat(caller.get(MEMBERS + "/" + bob).refusal())
                .isEqualTo("404 NotFoundException: Invalid member identifier specified");
        assertThat(caller.get("/platform/audit").ok().path("items").findValuesAsText("operation"))
                .containsExactly("deleteMember", "updateMember", "createMember", "createMember", "createTenant");
        assertThat(caller.get("/platform/audit/check").ok().get("intact").booleanValue())
                .isTrue();
    }

    @Test
    void theLastOwnerStays() {
        // given
        String ada = made(ADA);
        made(BOB);

        // when, then
        assertThat(caller.delete(MEMBERS + "/" + ada).refusal()).isEqualTo(LAST);
        assertThat(caller.put(MEMBERS + "/" + ada, "{\"role\":\"admin\"}").refusal())
                .isEqualTo(LAST);
        assertThat(caller.put(MEMBERS + "/" + ada, "{\"role\":\"owner\"}").status())
                .isEqualTo(200);
    }

    @Test
    void anAddressThatPerhapsNobodyHasTakesNoOwnersPlace() {
        // given
        String eve = made(EVE);
        String ada = made(ADA);

        // when, then
        assertThat(caller.delete(MEMBERS + "/" + eve).refusal()).isEqualTo(LAST);
        assertThat(caller.put(MEMBERS + "/" + eve, "{\"role\":\"viewer\"}").refusal())
                .isEqualTo(LAST);
        assertThat(caller.delete(MEMBERS + "/" + ada).status()).isEqualTo(204);
        made("{\"user\":\"kim\",\"subject\":\"kim-1\",\"role\":\"owner\"}");
        assertThat(caller.delete(MEMBERS + "/" + eve).status()).isEqualTo(204);
    }

    @Test
    void anOwnerWhoNeverSignedInTakesNobodysPlace() throws SQLException {
        // given
        String eve = made(EVE);
        String kim = made("{\"user\":\"kim\",\"subject\":\"kim-1\",\"role\":\"owner\"}");
        change(eve, "used_at = now()");

        // when, then
        assertThat(caller.delete(MEMBERS + "/" + eve).refusal()).isEqualTo(LAST);
        assertThat(caller.put(MEMBERS + "/" + eve, "{\"role\":\"viewer\"}").refusal())
                .isEqualTo(LAST);
        change(kim, "used_at = now(), issuer = 'https://former.example'");
        assertThat(caller.delete(MEMBERS + "/" + eve).refusal())
                .as("one who cannot sign in any more")
                .isEqualTo(LAST);
        String ann = made("{\"user\":\"ann\",\"subject\":\"ann-1\",\"role\":\"owner\"}");
        change(ann, "used_at = now()");
        assertThat(caller.delete(MEMBERS + "/" + eve).status()).isEqualTo(204);
        assertThat(caller.put(MEMBERS + "/" + ann, "{\"role\":\"owner\"}").status())
                .as("an owner who stays one")
                .isEqualTo(200);
    }

    private void change(String member, String change) throws SQLException {
        try (var connection = system.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate("update control.members set " + change + " where id = '" + member + "'");
        }
    }

    @Test
    void twoOwnersThatGoAtOnceLeaveOne() throws Exception {
        // given
        String ada = made(ADA);
        String eve = made("{\"user\":\"eve\",\"email\":\"eve@example.com\",\"role\":\"owner\"}");

        // when
        List<Integer> statuses;
        try (var threads = Executors.newFixedThreadPool(2)) {
            statuses = threads
                    .invokeAll(List.<Callable<Integer>>of(
                            () -> caller.delete(MEMBERS + "/" + ada).status(),
                            () -> caller.put(MEMBERS + "/" + eve, "{\"role\":\"viewer\"}")
                                    .status()))
                    .stream()
                    .map(future -> future.resultNow())
                    .sorted()
                    .toList();
        }

        // then
        assertThat(statuses.getLast()).isEqualTo(409);
        assertThat(statuses.getFirst()).isIn(200, 204);
    }

    @Test
    void aPersonAndANameAreThereOnce() {
        // given
        made(ADA);
        made(BOB);

        // when, then
        assertThat(caller.post(MEMBERS, "{\"user\":\"ada\",\"email\":\"b@example.com\",\"role\":\"viewer\"}")
                        .refusal())
                .isEqualTo("409 ConflictException: A member with this name exists already");
        assertThat(caller.post(MEMBERS, "{\"user\":\"a2\",\"email\":\"ADA@example.com\",\"role\":\"viewer\"}")
                        .refusal())
                .isEqualTo("409 ConflictException: This person is a member already");
        assertThat(caller.post(MEMBERS, "{\"user\":\"b2\",\"subject\":\"bob-1\",\"role\":\"viewer\"}")
                        .refusal())
                .isEqualTo("409 ConflictException: This person is a member already");
    }

    @Test
    void anotherTenantsMemberIsNoMember() {
        // given
        String ada = made(ADA);
        Management other = Management.ofNewTenant();

        // when, then
        for (String id : List.of(ada, "aaaaaaaaaa", "..%20", "a".repeat(200))) {
            String refusal = "404 NotFoundException: Invalid member identifier specified";
            assertThat(other.get(MEMBERS + "/" + id).refusal()).isEqualTo(refusal);
            assertThat(other.put(MEMBERS + "/" + id, "{\"role\":\"viewer\"}").refusal())
                    .isEqualTo(refusal);
            assertThat(other.delete(MEMBERS + "/" + id).refusal()).isEqualTo(refusal);
        }
        assertThat(other.get(MEMBERS).ok().get("items")).isEmpty();
        assertThat(caller.get(MEMBERS + "/" + ada).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                                                       | 400 ValidationException
            {"user":"a","role":"king","email":"a@b"}                 | 400 ValidationException
            {"user":"a","role":"none","email":"a@b"}                 | 400 ValidationException
            {"user":"a b","role":"viewer","email":"a@b"}             | 400 ValidationException
            {"user":"a","role":"viewer","email":"a"}                 | 400 ValidationException
            {"user":1,"role":"viewer","email":"a@b"}                 | 400 SerializationException
            {"user":"a","role":"viewer"}                             | 400 BadRequestException
            """)
    void refusesWhatNobodyCouldBeKnownBy(String body, String refusal) {
        assertThat(caller.post(MEMBERS, body).refusal()).startsWith(refusal);
    }
}
