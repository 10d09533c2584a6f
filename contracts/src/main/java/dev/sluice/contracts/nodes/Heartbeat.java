package dev.sluice.contracts.nodes;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node's sign of life, each 500 ms on {@code sluice.nodes.v1}.
 *
 * @param node stable id of the node
 * @param boot id of this run of the node; of two runs alive with one node id the older stops
 * @param version the node's software version
 * @param startedAt when this run began
 * @param internalAddress host:port for internal calls
 * @param digests per compacted topic one digest ({@code KeyDigest}) per partition, by partition number
 * @param lagRecords records that the node has yet to read from the compacted topics
 * @param refused stages whose newest revision the node cannot serve, though the digests count it; absent: none
 * @param leaving true in the last one of a run that ends in order, so that nobody waits for this node; else absent
 * @param demand calls a second that the node is asked to let pass, by token bucket (64 bits in hexadecimal); of two nodes
 *     and more each takes its share of a bucket by these; absent: of no bucket so many that another node has to know
 */
public record Heartbeat(
        int formatVersion,
        String node,
        String boot,
        String version,
        Instant startedAt,
        String internalAddress,
        Map<String, List<Long>> digests,
        long lagRecords,
        @Nullable Refusals refused,
        @Nullable Boolean leaving,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Double> demand) {
    public Heartbeat {
        digests = Map.copyOf(digests);
        demand = Map.copyOf(demand);
    }

    /** Whether the run ends. */
    public boolean takesLeave() {
        return Boolean.TRUE.equals(leaving);
    }

    /**
     * What a node refused.
     *
     * @param stages key to refused revision, at most {@link #MAX_NAMED} of them
     * @param count how many there are
     */
    public record Refusals(Map<String, Long> stages, long count) {
        /** Most stages that one heartbeat names. */
        public static final int MAX_NAMED = 1_000;

        public Refusals {
            stages = Map.copyOf(stages);
        }
    }
}
