package dev.sluice.control.nodes;

import dev.sluice.contracts.nodes.Heartbeat;
import dev.sluice.contracts.nodes.Receipt;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the nodes have last said about themselves and about records: held in memory, read again from Kafka after a start.
 * Of two runs with one node id the newer counts. Any thread may use it.
 */
@Singleton
public class Nodes {
    /** A node without a heartbeat for so long is not counted. */
    public static final Duration ALIVE = Duration.ofSeconds(5);

    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final int MAX_RECEIPTS = 200_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<About, ReceivedReceipt> receipts = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<About, ReceivedReceipt> eldest) {
            return size() > MAX_RECEIPTS;
        }
    };
    private long version;

    /** Takes a heartbeat that arrived at that time. */
    void heard(Heartbeat heartbeat, Instant at) {
        lock.lock();
        try {
            var known = nodes.get(heartbeat.node());
            if (heartbeat.takesLeave()) {
                nodes.computeIfPresent(
                        heartbeat.node(), (_, node) -> node.heartbeat().boot().equals(heartbeat.boot()) ? null : node);
            } else if (known == null || !isOlder(heartbeat, known, at)) {
                nodes.put(heartbeat.node(), new Node(heartbeat, at));
            }
            nodes.values().removeIf(node -> node.seen().isBefore(at.minus(REMEMBERED)));
            tell();
        } finally {
            lock.unlock();
        }
    }

    /** Takes a receipt that arrived at that time. */
    void received(Receipt receipt, Instant at) {
        lock.lock();
        try {
            var about = new About(receipt.node(), receipt.key());
            var known = receipts.get(about);
            if (known == null || known.receipt().revision() <= receipt.revision()) {
                receipts.remove(about);
                receipts.put(about, new ReceivedReceipt(receipt, at));
                tell();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The nodes with a heartbeat in the last five seconds that have not taken leave, by id. */
    public List<Node> alive() {
        var since = Instant.now().minus(ALIVE);
        lock.lock();
        try {
            return nodes.values().stream()
                    .filter(node -> node.seen().isAfter(since))
                    .sorted(Comparator.comparing(Node::id))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** The last receipt of a node for a record. */
    public Optional<ReceivedReceipt> receipt(String node, String key) {
        lock.lock();
        try {
            return Optional.ofNullable(receipts.get(new About(node, key)));
        } finally {
            lock.unlock();
        }
    }

    /** Grows with everything that arrives. */
    public long version() {
        lock.lock();
        try {
            return version;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something arrives after that version, or for the time. */
    public void awaitNews(long after, Duration atMost) throws InterruptedException {
        long remaining = atMost.toNanos();
        lock.lock();
        try {
            while (version == after && remaining > 0) {
                remaining = news.awaitNanos(remaining);
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean isOlder(Heartbeat heartbeat, Node known, Instant at) {
        boolean knownIsAlive = known.seen().isAfter(at.minus(ALIVE));
        return knownIsAlive && heartbeat.startedAt().isBefore(known.heartbeat().startedAt());
    }

    private void tell() {
        version++;
        news.signalAll();
    }

    private record About(String node, String key) {}
}
