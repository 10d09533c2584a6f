package dev.sluice.control.apis.openapi.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 44")
class ImportTurnsTest {
    @Test
    void letsTwoRunAtOnceAndTheOthersWait() {
        // given
        var turns = new ImportTurns(Duration.ofSeconds(10));
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var bothRun = new CountDownLatch(2);

        // when
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 6; i++) {
                threads.execute(() -> turns.take(() -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    bothRun.countDown();
                    await(bothRun);
                    return running.decrementAndGet();
                }));
            }
        }

        // then
        assertThat(most).hasValue(2);
        assertThat(running).hasValue(0);
    }

    @Test
    void refusesTheOneThatWaitedTooLong() {
        // given
        var turns = new ImportTurns(Duration.ofMillis(1));
        var bothRun = new CountDownLatch(2);
        var end = new CountDownLatch(1);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2; i++) {
                threads.execute(() -> turns.take(() -> {
                    bothRun.countDown();
                    await(end);
                    return true;
                }));
            }
            await(bothRun);

            // when, then
            assertThatThrownBy(() -> turns.take(() -> true))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            refused -> assertThat(refused.problem()).isInstanceOf(Problem.TooManyRequests.class))
                    .hasMessage("Too many imports are running. Please try again later.");
            end.countDown();
        }
    }

    @Test
    void givesTheTurnBackWhenTheWorkFails() {
        // given
        var turns = new ImportTurns(Duration.ofMillis(1));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> turns.take(() -> {
                        throw ProblemException.badRequest("no");
                    }))
                    .hasMessage("no");
        }

        // when
        boolean ran = turns.take(() -> true);

        // then
        assertThat(ran).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
