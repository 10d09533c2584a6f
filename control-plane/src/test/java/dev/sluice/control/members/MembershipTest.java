package dev.sluice.control.members;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.platform.ids.TenantId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("security-requirements 6: where a person lands")
class MembershipTest {
    private static Membership account(int number, boolean suspended, int used) {
        return new Membership(
                new TenantId("11111111111" + number),
                "an account",
                "m" + number,
                "ada",
                "owner",
                suspended,
                used < 0 ? null : Instant.ofEpochSecond(used));
    }

    @ParameterizedTest
    @CsvSource({
        // suspended and last use of the first and the second account; -1 is never
        "false, -1, false, -1, m1",
        "true,  -1, false, -1, ",
        "false,  5, false, -1, m1",
        "false,  5, false,  7, m2",
        "false, -1, false,  7, m2",
        "false,  5, true,   7, m1",
        "true,   5, false, -1, ",
        "true,   5, false,  3, m2",
        "true,   5, true,   3, "
    })
    void isTheAccountUsedLastOrElseTheFirst(
            boolean firstSuspended, int firstUsed, boolean secondSuspended, int secondUsed, String landing) {
        // given
        List<Membership> accounts =
                List.of(account(1, firstSuspended, firstUsed), account(2, secondSuspended, secondUsed));

        // when, then
        assertThat(Membership.landing(accounts).map(Membership::member).orElse(null))
                .isEqualTo(landing);
    }

    @Test
    void isNowhereWithoutAnAccount() {
        assertThat(Membership.landing(List.of())).isEmpty();
    }
}
