package dev.sluice.data.throttle;

import dev.sluice.data.fixtures.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Nodes of one cell that share one bucket, in a time that only {@link #run} moves on. Each sends a heartbeat each half
 * second, at a moment of its own; it arrives at each node 10 to 150 ms later. Calls come at random, always the same.
 */
final class SimulatedNodes {
    private static final int HEARTBEAT_MILLIS = 500;
    private static final int LEAST_DELAY_MILLIS = 10;
    private static final int MOST_DELAY_MILLIS = 150;
    private static final long BUCKET = BucketId.of("method", "t", "a", "prod", "GET", "/");

    private final TestClock clock = new TestClock();
    private final Random random = new Random(5);
    private final List<Node> nodes = new ArrayList<>();
    private final PriorityQueue<Message> messages =
            new PriorityQueue<>(Comparator.comparingLong(Message::atMillis).thenComparingLong(Message::number));
    private final List<Long> calledMillis = new ArrayList<>();
    private final List<Long> admittedMillis = new ArrayList<>();
    private int keys;
    private long nowMillis;
    private long sent;
    private boolean brokerAway;

    /** Those of one sender to one receiver keep their order. */
    private record Message(long atMillis, long number, Node from, Node to, NodeDemand told) {}

    /** One of them. */
    final class Node {
        private final String name;
        private final Instant startedAt = clock.instant();
        private final int phaseMillis;
        private final SharedBuckets buckets = new SharedBuckets(clock);
        private final SharedBucket bucket;
        private final List<SharedBucket> ofKeys = new ArrayList<>();
        private boolean alive = true;

        private Node(String name, int phaseMillis, Rate rate, Burst burst) {
            this.name = name;
            this.phaseMillis = phaseMillis;
            this.bucket = buckets.bucket(BUCKET, "t", rate, burst);
        }

        /** So many calls at once; how many of them pass. */
        int burst(int calls) {
            int passed = 0;
            for (int call = 0; call < calls; call++) {
                calledMillis.add(nowMillis);
                if (bucket.tryTake(clock.nanos()) == 0) {
                    passed++;
                    admittedMillis.add(nowMillis);
                }
            }
            return passed;
        }

        /** Each key of another tenant's plan calls once a second, one node after the other. */
        private void callByKeys() {
            for (int key = ofKeys.size(); key < keys; key++) {
                long id = BucketId.of("plan", "other", "p", "k" + key);
                ofKeys.add(buckets.planBucket(id, "other", Rate.perSecond(0.1), new Burst(1)));
            }
            for (int key = (int) (nowMillis % 1_000); key < keys; key += 1_000) {
                if ((key + nowMillis / 1_000 + nodes.indexOf(this)) % nodes.size() == 0) {
                    ofKeys.get(key).tryTake(clock.nanos());
                }
            }
        }

        /** Ends without a word. */
        void die() {
            alive = false;
        }

        /** Ends in order. */
        void leave() {
            send(this, true);
            alive = false;
        }
    }

    SimulatedNodes(int count, Rate rate, Burst burst) {
        for (int index = 0; index < count; index++) {
            add(rate, burst);
        }
    }

    Node add(Rate rate, Burst burst) {
        Node node = new Node("node-" + nodes.size(), (170 * nodes.size()) % HEARTBEAT_MILLIS, rate, burst);
        nodes.add(node);
        return node;
    }

    Node node(int index) {
        return nodes.get(index);
    }

    long nowMillis() {
        return nowMillis;
    }

    /** Nothing is heard any more, or again. */
    void brokerAway(boolean away) {
        brokerAway = away;
    }

    /** From now on so many API keys of another tenant call, ten times as often as their plan lets them. */
    void keysOfAnotherTenant(int count) {
        keys = count;
    }

    /**
     * Lets the time go by.
     *
     * @param callsPerSecond of each node
     */
    void run(Duration time, double... callsPerSecond) {
        long end = nowMillis + time.toMillis();
        while (nowMillis < end) {
            nowMillis++;
            clock.forward(Duration.ofMillis(1));
            deliver();
            for (int index = 0; index < nodes.size(); index++) {
                Node node = nodes.get(index);
                if (node.alive && (nowMillis + node.phaseMillis) % HEARTBEAT_MILLIS == 0) {
                    send(node, false);
                }
                if (node.alive) {
                    node.callByKeys();
                }
                if (node.alive && index < callsPerSecond.length) {
                    node.burst(callsIn(callsPerSecond[index] / 1_000));
                }
            }
        }
    }

    /** A number of calls, so many on average. */
    private int callsIn(double mean) {
        int calls = 0;
        double product = random.nextDouble();
        while (product > Math.exp(-mean)) {
            calls++;
            product *= random.nextDouble();
        }
        return calls;
    }

    private void send(Node from, boolean leaving) {
        Map<String, Double> demand = from.buckets.demand();
        if (brokerAway) {
            return;
        }
        for (Node to : nodes) {
            long before = messages.stream()
                    .filter(message -> message.from() == from && message.to() == to)
                    .mapToLong(Message::atMillis)
                    .max()
                    .orElse(0);
            long at = Math.max(before, nowMillis + random.nextInt(LEAST_DELAY_MILLIS, MOST_DELAY_MILLIS));
            var told = NodeDemand.read(from.name, from.startedAt, leaving, demand);
            messages.add(new Message(at, sent++, from, to, told));
        }
    }

    private void deliver() {
        while (!messages.isEmpty() && messages.element().atMillis() <= nowMillis) {
            Message message = messages.remove();
            if (!message.to().alive) {
                continue;
            }
            if (message.from() == message.to()) {
                message.to().buckets.hearOwn(message.told());
            } else {
                message.to().buckets.hear(message.told());
            }
        }
    }

    /** Calls of all nodes from a time on. */
    long called(long fromMillis, Duration time) {
        return count(calledMillis, fromMillis, time);
    }

    /** Those of them that passed. */
    long admitted(long fromMillis, Duration time) {
        return count(admittedMillis, fromMillis, time);
    }

    private static long count(List<Long> times, long fromMillis, Duration time) {
        return times.stream()
                .filter(at -> at > fromMillis && at <= fromMillis + time.toMillis())
                .count();
    }

    /** The same of every span of that length within a time, each a tenth of a second after the one before. */
    List<Long> admittedInAny(Duration span, long fromMillis, long toMillis) {
        List<Long> counts = new ArrayList<>();
        for (long from = fromMillis; from + span.toMillis() <= toMillis; from += 100) {
            counts.add(admitted(from, span));
        }
        return counts;
    }
}
