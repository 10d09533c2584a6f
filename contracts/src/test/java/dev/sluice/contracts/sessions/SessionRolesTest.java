package dev.sluice.contracts.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.access.RoleRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionRolesTest {
    private static final String TENANT = "100000000001";
    private static final String OTHER = "200000000002";

    private static RoleRecord role(String tenant, long revision, String name, String id, int characters) {
        return new RoleRecord(1, tenant, revision, name, id, List.of("x".repeat(characters)));
    }

    @Test
    void takesARoleWhenOthersAreGone() {
        // given
        var roles = new SessionRoles(1_000, 1_000);
        boolean first = roles.put(role(TENANT, 1, "First", "AROA1", 500));

        // when
        boolean second = roles.put(role(OTHER, 1, "Second", "AROA2", 100));
        boolean known = roles.find(OTHER, "Second", "AROA2") != null;
        roles.put(RoleRecord.ended(TENANT, 2, "First"));
        boolean third = roles.put(role(OTHER, 1, "Second", "AROA2", 100));

        // then
        assertThat(List.of(first, third)).containsOnly(true);
        assertThat(List.of(second, known)).containsOnly(false);
        assertThat(roles.find(OTHER, "Second", "AROA2")).isNotNull();
        assertThat(roles.find(TENANT, "First", "AROA1")).isNull();
    }

    @Test
    void aTenantThatHasItsShareLeavesTheOthersTheirs() {
        // given
        var roles = new SessionRoles(10_000, 1_000);
        boolean first = roles.put(role(TENANT, 1, "First", "AROA1", 500));

        // when
        boolean beyond = roles.put(role(TENANT, 1, "Second", "AROA2", 100));
        boolean others = roles.put(role(OTHER, 1, "Second", "AROA2", 100));

        // then
        assertThat(first).isTrue();
        assertThat(beyond).isFalse();
        assertThat(others).isTrue();
    }

    @Test
    void aChangeThatFindsNoRoomLeavesTheRoleAsItWas() {
        // given
        var roles = new SessionRoles(1_000, 1_000);
        RoleRecord before = role(TENANT, 1, "First", "AROA1", 700);
        roles.put(before);

        // when
        boolean taken = roles.put(role(TENANT, 2, "First", "AROA1", 800));
        RoleRecord kept = roles.find(TENANT, "First", "AROA1");
        boolean anew = roles.put(role(TENANT, 3, "First", "AROA2", 800));

        // then
        assertThat(List.of(taken, anew)).containsOnly(false);
        assertThat(kept).isEqualTo(before);
        assertThat(roles.find(TENANT, "First", "AROA1"))
                .as("the role that was made anew ends the former one's sessions")
                .isNull();
    }

    @Test
    void aRoleThatIsPutAgainTakesNoMoreRoom() {
        var roles = new SessionRoles(500, 500);

        for (int revision = 1; revision < 100; revision++) {
            assertThat(roles.put(role(TENANT, revision, "First", "AROA1", 200))).isTrue();
        }
    }

    @Test
    void tellsARoleThatWasMadeAnewFromTheFormerOne() {
        // given
        var roles = new SessionRoles();

        // when
        roles.put(role(TENANT, 1, "First", "AROA2", 1));

        // then
        assertThat(roles.find(TENANT, "First", "AROA2")).isNotNull();
        assertThat(roles.find(TENANT, "First", "AROA1")).isNull();
        assertThat(roles.find(OTHER, "First", "AROA2")).isNull();
    }
}
