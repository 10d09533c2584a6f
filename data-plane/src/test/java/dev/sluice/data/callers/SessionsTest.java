package dev.sluice.data.callers;

import static dev.sluice.data.fixtures.SessionDraft.KEY;
import static dev.sluice.data.fixtures.SessionDraft.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.iam.AccessRequest;
import dev.sluice.aws.iam.Decision;
import dev.sluice.contracts.access.RoleRecord;
import dev.sluice.contracts.sessions.SessionContent;
import dev.sluice.contracts.sessions.SessionRoles;
import dev.sluice.contracts.sessions.SessionTokens;
import dev.sluice.data.fixtures.Policies;
import dev.sluice.data.fixtures.SessionDraft;
import dev.sluice.data.fixtures.Transforming;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final String TENANT = "100000000001";
    private static final String ALLOW = Policies.of(Policies.identity("Allow", "*"));
    private static final AccessRequest CALL = new AccessRequest("execute-api:Invoke", "*", Map.of());

    private final SessionTokens tokens = SessionDraft.tokens();
    private final String token = session(TENANT).token(tokens);

    private static Sessions sized(SessionTokens tokens, long mostKept) {
        return new Sessions(Transforming.ARNS, tokens, new SessionRoles(), mostKept);
    }

    private AccessKey key(Sessions sessions) {
        OpenedSession found = Objects.requireNonNull(sessions.find(KEY, token));
        return Objects.requireNonNull(sessions.key(KEY, found));
    }

    /** Sessions of another tenant, each of a role of its own, all of which sign calls. */
    private void busy(Sessions sessions, String tenant, int roles) {
        for (int number = 0; number < roles; number++) {
            String id = "ASIA%016d".formatted(number);
            var content = SessionContent.ofRole(
                    new SessionContent.Role(tenant, "R" + number, "AROA1"),
                    "session-1",
                    "secret",
                    new SessionContent.Lifetime(Instant.EPOCH, Instant.EPOCH),
                    null,
                    List.of());
            sessions.put(new RoleRecord(1, tenant, 1, "R" + number, "AROA1", List.of(ALLOW)));
            var opened = Objects.requireNonNull(sessions.find(id, tokens.seal(id, content)));
            assertThat(sessions.key(id, opened)).isNotNull();
        }
    }

    @Test
    @DisplayName("security-requirements 46, 48: who has many sessions takes nothing that others have")
    void aBusyTenantLeavesTheOthersWhatIsKeptOfThem() {
        // given
        Sessions sessions = sized(tokens, 8_000);
        sessions.put(SessionDraft.role(TENANT, 1, ALLOW));
        OpenedSession opened = Objects.requireNonNull(sessions.find(KEY, token));
        AccessKey key = key(sessions);

        // when: more than there is room for
        busy(sessions, "200000000002", 50);

        // then
        assertThat(sessions.find(KEY, token)).isSameAs(opened);
        assertThat(key(sessions).policies()).isSameAs(key.policies());
    }

    @Test
    void opensAndCompilesAgainWhatFoundNoRoomAnyMore() {
        // given
        Sessions sessions = sized(tokens, 8_000);
        sessions.put(SessionDraft.role(TENANT, 1, ALLOW));
        OpenedSession opened = Objects.requireNonNull(sessions.find(KEY, token));
        AccessKey key = key(sessions);

        // when
        busy(sessions, TENANT, 50);

        // then
        assertThat(sessions.find(KEY, token)).isNotNull().isNotSameAs(opened);
        assertThat(key(sessions).policies()).isNotSameAs(key.policies());
        assertThat(key(sessions).policies().decide(CALL)).isEqualTo(Decision.ALLOWED);
    }

    @Test
    void compilesARoleAgainOnlyWhenItHasChanged() {
        // given
        var sessions = new Sessions(Transforming.ARNS, tokens);
        sessions.put(SessionDraft.role(TENANT, 1, ALLOW));
        AccessKey first = key(sessions);
        AccessKey second = key(sessions);

        // when
        sessions.put(SessionDraft.role(TENANT, 2));

        // then
        assertThat(second.policies()).isSameAs(first.policies());
        assertThat(key(sessions).policies().decide(CALL)).isEqualTo(Decision.IMPLICITLY_DENIED);
    }

    @Test
    void asksAPolicyThatCannotBeReadAsOneThatDenies() {
        // given
        var sessions = new Sessions(Transforming.ARNS, tokens);
        sessions.put(SessionDraft.role(TENANT, 1, ALLOW, "{}"));

        // when
        AccessKey key = key(sessions);

        // then
        assertThat(key.policies().decide(CALL)).isEqualTo(Decision.EXPLICITLY_DENIED);
    }

    @Test
    void tellsNoSecret() {
        // given
        var sessions = new Sessions(Transforming.ARNS, tokens);
        sessions.put(SessionDraft.role(TENANT, 1, ALLOW));

        // when
        AccessKey key = key(sessions);

        // then
        assertThat(key.toString()).doesNotContain("secret", token);
        assertThat(String.valueOf(sessions.find(KEY, token))).doesNotContain("secret", token);
    }
}
