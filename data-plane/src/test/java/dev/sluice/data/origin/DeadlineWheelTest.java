package dev.sluice.data.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.WatchedLoops;
import dev.sluice.data.netty.Loops;
import dev.sluice.fixtures.Await;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlineWheelTest {
    private final Loops loops = WatchedLoops.startNio(1);

    @AfterEach
    void stop() {
        loops.stop().syncUninterruptibly();
    }

    @Test
    void expiresTheOthersWhenAnExpiryRemovesItsNeighbours() {
        // given
        EventLoop loop = loops.each().getFirst();
        DeadlineWheel wheel = new DeadlineWheel(loop);
        Set<Integer> expired = ConcurrentHashMap.newKeySet();
        List<Entry> entries = IntStream.range(0, 4)
                .mapToObj(number -> new Entry(number, expired))
                .toList();
        entries.forEach(entry -> entry.whenExpired = () -> {
            wheel.remove(entries.get(1));
            wheel.remove(entries.get(2));
        });
        long deadline = System.nanoTime();

        // when
        loop.submit(() -> entries.forEach(entry -> wheel.add(entry, deadline + 20_000_000)))
                .syncUninterruptibly();

        // then
        Await.until("the outer two expired", () -> expired.size() >= 2);
        assertThat(expired).containsExactlyInAnyOrder(0, 3);
    }

    @Test
    void expiresTheOthersBehindAnExpiryThatFails() {
        // given
        EventLoop loop = loops.each().getFirst();
        DeadlineWheel wheel = new DeadlineWheel(loop);
        Set<Integer> expired = ConcurrentHashMap.newKeySet();
        Entry failing = new Entry(0, expired);
        failing.whenExpired = () -> {
            throw new IllegalStateException("a bug in an expiry");
        };
        long start = System.nanoTime();

        // when
        loop.submit(() -> {
                    wheel.add(new Entry(1, expired), start);
                    wheel.add(failing, start);
                    wheel.add(new Entry(2, expired), start);
                })
                .syncUninterruptibly();

        // then
        Await.until("the others expired", () -> expired.containsAll(List.of(1, 2)));
    }

    @Test
    void expiresEachAtItsTimeHoweverTheyCome() {
        // given
        EventLoop loop = loops.each().getFirst();
        DeadlineWheel wheel = new DeadlineWheel(loop);
        Set<Integer> expired = ConcurrentHashMap.newKeySet();
        long start = System.nanoTime();
        List<Integer> millis = List.of(60_000, 300, 20, 1_200, -5_000, 150);
        List<Entry> entries = IntStream.range(0, millis.size())
                .mapToObj(number -> new Entry(number, expired))
                .toList();

        // when
        loop.submit(() -> {
                    entries.forEach(
                            entry -> wheel.add(entry, start + TimeUnit.MILLISECONDS.toNanos(millis.get(entry.number))));
                    wheel.remove(entries.get(2));
                })
                .syncUninterruptibly();

        // then
        Await.until("all but the first and the removed one expired", () -> expired.size() >= 4);
        assertThat(expired).containsExactlyInAnyOrder(1, 3, 4, 5);
        assertThat(entries)
                .filteredOn(entry -> expired.contains(entry.number))
                .allSatisfy(entry -> assertThat(entry.expiredNanos - start)
                        .isBetween(
                                TimeUnit.MILLISECONDS.toNanos(millis.get(entry.number)), TimeUnit.SECONDS.toNanos(60)));
    }

    @Test
    void takesAnEntryBackThatHasExpired() {
        // given
        EventLoop loop = loops.each().getFirst();
        DeadlineWheel wheel = new DeadlineWheel(loop);
        Set<Integer> expired = ConcurrentHashMap.newKeySet();
        var rounds = new AtomicInteger();
        var entry = new Entry(0, expired);
        entry.whenExpired = () -> {
            if (rounds.incrementAndGet() < 3) {
                wheel.add(entry, System.nanoTime() - 1);
            }
        };

        // when
        loop.submit(() -> wheel.add(entry, System.nanoTime())).syncUninterruptibly();

        // then
        Await.until("it expired three times", () -> rounds.get() == 3);
    }

    private static final class Entry extends Timed {
        private final int number;
        private final Set<Integer> expired;
        private Runnable whenExpired = () -> {};
        private volatile long expiredNanos;

        Entry(int number, Set<Integer> expired) {
            this.number = number;
            this.expired = expired;
        }

        @Override
        void expired(long nowNanos) {
            expiredNanos = nowNanos;
            expired.add(number);
            whenExpired.run();
        }
    }
}
