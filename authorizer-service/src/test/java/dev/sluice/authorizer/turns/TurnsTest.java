package dev.sluice.authorizer.turns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.authorizer.data.TenantId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final TenantId ONE = new TenantId("100000000001");
    private static final TenantId OTHER = new TenantId("100000000002");

    @Test
    void leavesAPlaceForOthersWhenATenantHasAllOfIts() {
        // given
        var turns = new Turns(3, 2, 10, Duration.ofMillis(20));
        turns.begin(ONE);
        turns.begin(ONE);

        // then
        assertThat(turns.begin(ONE)).isFalse();
        assertThat(turns.begin(OTHER)).isTrue();
        assertThat(turns.begin(OTHER)).isFalse();
    }

    @Test
    void givesTheTurnOfACallThatEndedToOneThatWaits() throws Exception {
        // given
        var turns = new Turns(1, 1, 10, Duration.ofMinutes(1));
        turns.begin(ONE);
        var waiting = CompletableFuture.supplyAsync(() -> turns.begin(OTHER));
        while (turns.waiting() == 0) {
            Thread.onSpinWait();
        }

        // when
        turns.end(ONE);

        // then
        assertThat(waiting.get(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void refusesAtOnceWhenTooManyWait() {
        // given
        var turns = new Turns(1, 1, 0, Duration.ofHours(1));
        turns.begin(ONE);

        // then
        assertThat(turns.begin(ONE)).isFalse();
    }
}
