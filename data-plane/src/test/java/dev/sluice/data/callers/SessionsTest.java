package dev.sluice.data.callers;

import static dev.sluice.data.fixtures.SessionDraft.KEY;
import static dev.sluice.data.fixtures.SessionDraft.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.iam.AccessRequest;
import dev.sluice.aws.iam.Decision;
import dev.sluice.contracts.access.RoleRecord;
import dev.sluice.contracts.sessions.SessionTokens;
import dev.sluice.data.fixtures.Policies;
import dev.sluice.data.fixtures.SessionDraft;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final String TENANT = "100000000001";
    private static final String ALLOW = Policies.of(Policies.identity("Allow", "*"));
    private static final AccessRequest CALL = new AccessRequest("execute-api:Invoke", "*", Map.of());

    private final SessionTokens tokens = SessionDraft.tokens();
    private final String token = session(TENANT).token(tokens);

    private static RoleRecord another(String name, String... policies) {
        return new RoleRecord(1, TENANT, 1, name, "AROAANOTHER", List.of(policies));
    }

    @Test
    void tellsARoleWhoseDocumentsFindNoRoomAndTakesItWhenOthersAreGone() {
        // given
        var sessions = new Sessions(tokens, 1_000);
        boolean first = sessions.put(another("First", ALLOW + " ".repeat(400)));

        // when
        boolean second = sessions.put(SessionDraft.role(TENANT, 1, ALLOW));
        boolean known = sessions.find(KEY, token) != null;
        sessions.put(RoleRecord.ended(TENANT, 2, "First"));
        boolean third = sessions.put(SessionDraft.role(TENANT, 1, ALLOW));

        // then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(known).isFalse();
        assertThat(third).isTrue();
        assertThat(sessions.find(KEY, token)).isNotNull();
    }

    @Test
    void aRoleThatIsPutAgainTakesNoMoreRoom() {
        var sessions = new Sessions(tokens, 500);

        for (int revision = 1; revision < 100; revision++) {
            assertThat(sessions.put(SessionDraft.role(TENANT, revision, ALLOW))).isTrue();
        }
    }

    @Test
    void asksAPolicyThatCannotBeReadAsOneThatDenies() {
        // given
        var sessions = new Sessions(tokens);
        sessions.put(SessionDraft.role(TENANT, 1, ALLOW, "{}"));

        // when
        AccessKey key = Objects.requireNonNull(sessions.find(KEY, token));

        // then
        assertThat(key.policies().decide(CALL)).isEqualTo(Decision.EXPLICITLY_DENIED);
    }

    @Test
    void forgetsWhatItKeptWhenItIsTooMuchAndStillKnowsIt() {
        // given
        var kept = new Kept<String>(10);
        kept.put("a", "1", 6);

        // when
        kept.put("b", "2", 6);

        // then
        assertThat(kept.find("a")).isNull();
        assertThat(kept.find("b")).isEqualTo("2");
    }

    @Test
    void tellsNoSecret() {
        // given
        var sessions = new Sessions(tokens);
        sessions.put(SessionDraft.role(TENANT, 1, ALLOW));

        // when
        AccessKey key = Objects.requireNonNull(sessions.find(KEY, token));

        // then
        assertThat(key.toString()).doesNotContain("secret", token);
        assertThat(String.valueOf(key.session())).doesNotContain("secret", token);
    }
}
