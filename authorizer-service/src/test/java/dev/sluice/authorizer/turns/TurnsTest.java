package dev.sluice.authorizer.turns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.authorizer.data.TenantId;
import dev.sluice.fixtures.Await;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final TenantId ONE = new TenantId("100000000001");
    private static final TenantId OTHER = new TenantId("100000000002");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
        var turns = new Turns(1, 1, 10, PATIENCE);
        turns.begin(ONE);
        var waiting = waitFor(turns, OTHER);

        // when
        turns.end(ONE);

        // then
        assertThat(waiting.get(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void givesATurnThatComesFreeToTheWaitingTenantThatRunsFewest() throws Exception {
        // given
        var turns = new Turns(2, 2, 10, PATIENCE);
        turns.begin(ONE);
        turns.begin(ONE);
        var first = waitFor(turns, ONE);
        var _ = waitFor(turns, ONE);
        var other = waitFor(turns, OTHER);

        // when
        turns.end(ONE);

        // then
        assertThat(other.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(first).isNotDone();
        assertThat(turns.waiting()).isEqualTo(2);
    }

    @Test
    void givesTheOnlyTurnToOneTenantAfterTheOther() throws Exception {
        // given
        var turns = new Turns(1, 1, 20, PATIENCE);
        turns.begin(ONE);
        var first = waitFor(turns, ONE);
        var _ = waitFor(turns, ONE);
        var _ = waitFor(turns, ONE);
        var other = waitFor(turns, OTHER);

        // when
        turns.end(ONE);
        assertThat(first.get(60, TimeUnit.SECONDS)).isTrue();
        turns.end(ONE);

        // then
        assertThat(other.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(turns.waiting()).isEqualTo(2);
    }

    @Test
    void forgetsWhoHasWaitedInVain() {
        // given
        var turns = new Turns(1, 1, 2, Duration.ofMillis(1));
        turns.begin(ONE);
        assertThat(turns.begin(OTHER)).isFalse();

        // when
        turns.end(ONE);

        // then
        assertThat(turns.begin(ONE)).as("the turn is given to nobody who left").isTrue();
    }

    @Test
    void refusesAtOnceWhenTooManyWait() {
        // given
        var turns = new Turns(1, 1, 0, Duration.ofHours(1));
        turns.begin(ONE);

        // then
        assertThat(turns.begin(ONE)).isFalse();
    }

    /** Whether a call gets its turn that waits for it by now. */
    private static CompletableFuture<Boolean> waitFor(Turns turns, TenantId tenant) {
        int before = turns.waiting();
        var waiting = new CompletableFuture<Boolean>();
        Thread.ofVirtual().start(() -> waiting.complete(turns.begin(tenant)));
        Await.until("the call waits", () -> turns.waiting() > before);
        return waiting;
    }
}
