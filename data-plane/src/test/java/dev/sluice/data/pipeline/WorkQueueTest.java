package dev.sluice.data.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** security-requirements 48 and 56: what waits has a bound, and a tenant with much work keeps no other from its turn. */
class WorkQueueTest {
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final WorkQueue queue = new WorkQueue(threads::add, new WorkQueue.Bounds(1, 100, 8));
    private final List<String> done = new ArrayList<>();

    private boolean offer(String tenant, String name) {
        return queue.offer(tenant, 0, () -> done.add(name));
    }

    private void work() {
        for (Runnable thread = threads.poll(); thread != null; thread = threads.poll()) {
            thread.run();
        }
    }

    @Test
    void tenantsHaveTheirTurnOneAfterTheOther() {
        // given
        for (int index = 0; index < 4; index++) {
            assertThat(offer("cats", "cat" + index)).isTrue();
        }
        assertThat(offer("dogs", "dog0")).isTrue();
        assertThat(offer("dogs", "dog1")).isTrue();
        assertThat(offer("birds", "bird0")).isTrue();

        // when
        work();

        // then
        assertThat(done).containsExactly("cat0", "dog0", "bird0", "cat1", "dog1", "cat2", "cat3");
    }

    @Test
    void aTenantTakesAsManyPlacesAsItLeavesFree() {
        for (int index = 0; index < 4; index++) {
            assertThat(offer("cats", "cat" + index)).isTrue();
        }

        assertThat(offer("cats", "cat4")).isFalse();
        assertThat(offer("dogs", "dog0")).isTrue();
        assertThat(offer("dogs", "dog1")).isTrue();
        assertThat(offer("dogs", "dog2")).isFalse();
        assertThat(offer("birds", "bird0")).isTrue();
    }

    @Test
    void runsNoMoreAtATimeThanItMay() {
        offer("cats", "cat0");
        offer("dogs", "dog0");

        assertThat(threads).hasSize(1);

        work();
        offer("cats", "cat1");

        assertThat(threads).hasSize(1);
    }

    /** A task of sixty bytes, in whose middle another thread looks for work. */
    private List<String> besideSixty(long bytes) {
        Queue<Runnable> started = new ArrayDeque<>();
        WorkQueue two = new WorkQueue(started::add, new WorkQueue.Bounds(2, 100, 8));
        two.offer("cats", 60, () -> {
            for (Runnable thread = started.poll(); thread != null; thread = started.poll()) {
                thread.run();
            }
            done.add("first");
        });
        assertThat(two.offer("dogs", bytes, () -> done.add("second"))).isTrue();
        started.remove().run();
        return done;
    }

    @Test
    void aTenantNeverHasTheLastThread() {
        // given
        Queue<Runnable> started = new ArrayDeque<>();
        WorkQueue two = new WorkQueue(started::add, new WorkQueue.Bounds(2, 100, 8));
        two.offer("cats", 0, () -> {
            for (Runnable thread = started.poll(); thread != null; thread = started.poll()) {
                thread.run();
            }
            done.add("cat0");
        });
        two.offer("cats", 0, () -> done.add("cat1"));
        two.offer("dogs", 0, () -> done.add("dog0"));

        // when
        started.remove().run();

        // then
        assertThat(done).containsExactly("dog0", "cat0", "cat1");
    }

    @Test
    void worksOnNoMoreBytesAtATimeThanItMay() {
        assertThat(besideSixty(41)).containsExactly("first", "second");
    }

    @Test
    void worksOnWhatFitsAtATime() {
        assertThat(besideSixty(40)).containsExactly("second", "first");
    }

    @Test
    void worksOnALargerBodyAlone() {
        assertThat(besideSixty(1_000)).containsExactly("first", "second");
    }

    @Test
    void takesNothingThatNoThreadWouldRun() {
        // given
        WorkQueue ended = new WorkQueue(
                _ -> {
                    throw new RejectedExecutionException("the threads have ended");
                },
                new WorkQueue.Bounds(1, 100, 8));

        // when
        boolean taken = ended.offer("cats", 0, () -> done.add("cat"));

        // then
        assertThat(taken).isFalse();
        assertThat(ended.offer("cats", 0, () -> done.add("cat"))).isFalse();
        assertThat(done).isEmpty();
    }

    @Test
    void runsEveryTaskOnceUnderManyThreads() throws InterruptedException {
        int each = 5_000;
        AtomicInteger ran = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch offered = new CountDownLatch(4);
        try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
            WorkQueue shared = new WorkQueue(pool, new WorkQueue.Bounds(3, 100, 1_000));
            for (int index = 0; index < 4; index++) {
                String tenant = "tenant" + index % 3;
                Thread.ofPlatform().start(() -> {
                    for (int task = 0; task < each; task++) {
                        if (shared.offer(tenant, task % 120, ran::incrementAndGet)) {
                            taken.incrementAndGet();
                        }
                    }
                    offered.countDown();
                });
            }
            assertThat(offered.await(30, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(taken).hasPositiveValue();
        assertThat(ran.get()).isEqualTo(taken.get());
    }
}
