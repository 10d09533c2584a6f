package dev.sluice.authorizer.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.access.RoleRecord;
import dev.sluice.contracts.sessions.SessionContent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessTableTest {
    private static final String TENANT = "100000000001";

    private final AccessTable table = new AccessTable();

    private static RoleRecord role(long revision, String name, String id) {
        return new RoleRecord(1, TENANT, revision, name, id, List.of());
    }

    private boolean knows(String name, String id) {
        return table.role(SessionContent.ofRole(
                        new SessionContent.Role(TENANT, name, id),
                        "session-1",
                        "secret",
                        new SessionContent.Lifetime(Instant.EPOCH, Instant.EPOCH),
                        null,
                        List.of()))
                != null;
    }

    private void endOthers(int records) {
        for (int number = 0; number < records; number++) {
            table.put(RoleRecord.ended(TENANT, 1, "Other" + number));
        }
    }

    @Test
    void passesOverARecordThatCameLate() {
        // given
        table.put(role(2, "Live", "AROA2"));
        table.put(RoleRecord.ended(TENANT, 2, "Ended"));

        // when
        table.put(role(1, "Live", "AROA1"));
        table.put(role(1, "Ended", "AROA1"));

        // then
        assertThat(knows("Live", "AROA2")).isTrue();
        assertThat(knows("Ended", "AROA1")).isFalse();
    }

    @Test
    void keepsTheRevisionsOfWhatLivesAndOfSoManyThatHaveEnded() {
        // given
        table.put(RoleRecord.ended(TENANT, 2, "Again"));
        table.put(role(3, "Again", "AROA3"));
        table.put(RoleRecord.ended(TENANT, 2, "Ended"));

        // when
        endOthers(10_000);
        table.put(role(1, "Again", "AROA1"));
        table.put(role(1, "Ended", "AROA1"));

        // then
        assertThat(knows("Again", "AROA3")).isTrue();
        assertThat(knows("Ended", "AROA1")).as("forgotten").isTrue();
    }
}
