package dev.sluice.data.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.WatchedLoops;
import dev.sluice.data.netty.Loops;
import dev.sluice.fixtures.Await;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

    private static final class Entry extends Timed {
        private final int number;
        private final Set<Integer> expired;
        private Runnable whenExpired = () -> {};

        Entry(int number, Set<Integer> expired) {
            this.number = number;
            this.expired = expired;
        }

        @Override
        void expired(long nowNanos) {
            expired.add(number);
            whenExpired.run();
        }
    }
}
