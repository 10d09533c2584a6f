package dev.sluice.data.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** security-requirements 48 and 56: the memory of bodies has a bound, and no tenant has all of it. */
class BodyBudgetTest {
    private final BodyBudget budget = new BodyBudget(1_000);
    private final BodyBudget.Share cats = budget.share("cats");
    private final BodyBudget.Share dogs = budget.share("dogs");

    @Test
    void aTenantHoldsAsMuchAsItLeavesFree() {
        assertThat(cats.take(500)).isTrue();
        assertThat(cats.take(1)).isFalse();
        assertThat(budget.heldBytes()).isEqualTo(500);
    }

    @Test
    void whoeverComesLaterFindsRoom() {
        // given
        assertThat(cats.take(500)).isTrue();

        // when
        boolean taken = dogs.take(250);

        // then
        assertThat(taken).isTrue();
        assertThat(dogs.take(1)).isFalse();
        assertThat(budget.share("birds").take(125)).isTrue();
    }

    @Test
    void whatIsGivenBackIsFree() {
        // given
        assertThat(cats.take(500)).isTrue();

        // when
        cats.give(300);

        // then
        assertThat(cats.take(300)).isTrue();
        assertThat(dogs.take(250)).isTrue();
    }

    @Test
    void aShareIsTheTenantsWhoeverAsks() {
        assertThat(cats.take(400)).isTrue();
        assertThat(budget.share("cats").take(101)).isFalse();
    }

    @Test
    void anExchangeThatIsOverHoldsNothing() {
        // given
        HeldBodies held = new HeldBodies(cats);
        assertThat(held.take(300)).isTrue();
        held.give(100);

        // when
        held.end();
        held.give(200);

        // then
        assertThat(held.take(1)).isFalse();
        assertThat(budget.heldBytes()).isZero();
    }

    @Test
    void holdsUnderManyThreads() throws InterruptedException {
        AtomicLong passed = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int index = 0; index < 8; index++) {
            BodyBudget.Share share = index % 2 == 0 ? cats : dogs;
            threads.add(Thread.ofPlatform().start(() -> takeAndGive(share, passed)));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(passed).hasValue(0);
        assertThat(budget.heldBytes()).isZero();
        assertThat(cats.take(500)).isTrue();
    }

    private void takeAndGive(BodyBudget.Share share, AtomicLong passed) {
        for (int round = 0; round < 20_000; round++) {
            int bytes = 1 + ThreadLocalRandom.current().nextInt(400);
            if (share.take(bytes)) {
                // takes that are about to be refused are seen too: one of each other thread
                if (budget.heldBytes() > 1_000 + 7 * 400) {
                    passed.incrementAndGet();
                }
                share.give(bytes);
            }
        }
    }
}
