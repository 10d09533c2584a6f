package dev.sluice.control.propagation;

import dev.sluice.contracts.nodes.Receipt;
import dev.sluice.contracts.records.Topics;
import dev.sluice.contracts.stages.StageKey;
import dev.sluice.control.nodes.Node;
import dev.sluice.control.nodes.Nodes;
import dev.sluice.control.nodes.ReceivedReceipt;
import dev.sluice.control.outbox.PartitionDigests;
import dev.sluice.control.outbox.PublishedRecords;
import dev.sluice.control.outbox.PublishedRecords.Publication;
import dev.sluice.control.outbox.RecordKeys;
import dev.sluice.control.propagation.NodeState.State;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Follows a published stage to the nodes. A receipt of the node's present run says it; of a node that has booted since
 * and sends none, the digest in its heartbeat does.
 */
@ApplicationScoped
public class Propagations {
    private static final Duration DIGEST_AGE = Duration.ofMillis(300);

    private final Nodes nodes;
    private final PublishedRecords records;
    private final PartitionDigests digests;
    private final Topics topics;

    Propagations(Nodes nodes, PublishedRecords records, PartitionDigests digests, Topics topics) {
        this.nodes = nodes;
        this.records = records;
        this.digests = digests;
        this.topics = topics;
    }

    /** How far the stage's present revision has come; none when the tenant has no such stage. Needs its transaction. */
    public Optional<Propagation> find(StageKey stage) {
        return records.find(stage).map(publication -> of(stage, publication));
    }

    /**
     * Waits, outside any transaction, until every node serves that revision or a later one. False when the time is up, or
     * as soon as all have answered and one has refused.
     */
    boolean await(StageKey stage, long revision, Duration atMost) throws InterruptedException {
        var wanted = new Publication(revision, Instant.now());
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            long version = nodes.version();
            var propagation = of(stage, wanted);
            if (propagation.settled()) {
                return propagation.complete();
            }
            long remaining = end - System.nanoTime();
            if (remaining <= 0) {
                return false;
            }
            nodes.awaitNews(version, Duration.ofNanos(remaining));
        }
    }

    private Propagation of(StageKey stage, Publication publication) {
        var states = nodes.alive().stream()
                .map(node -> state(node, stage, publication))
                .toList();
        return new Propagation(stage, publication.revision(), publication.committedAt(), states);
    }

    private NodeState state(Node node, StageKey stage, Publication wanted) {
        var answer = nodes.receipt(node.id(), stage.text())
                .filter(receipt -> receipt.receipt().revision() >= wanted.revision());
        if (answer.isPresent() && answer.get().receipt().state() == Receipt.State.REFUSED) {
            return answered(answer.get(), State.REFUSED, wanted);
        }
        if (answer.isPresent()
                && answer.get().receipt().boot().equals(node.heartbeat().boot())) {
            return answered(answer.get(), State.SERVING, wanted);
        }
        return new NodeState(
                node.id(),
                wanted.revision(),
                hasAll(node, stage) ? State.SERVING : State.WAITING,
                Optional.empty(),
                Optional.empty());
    }

    private static NodeState answered(ReceivedReceipt answer, State state, Publication wanted) {
        var receipt = answer.receipt();
        // A receipt of a later revision says nothing about the time that this one took.
        var taken = Optional.of(
                        Duration.between(wanted.committedAt(), answer.at()).toMillis())
                .filter(_ -> receipt.revision() == wanted.revision());
        return new NodeState(receipt.node(), receipt.revision(), state, Optional.ofNullable(receipt.reason()), taken);
    }

    private boolean hasAll(Node node, StageKey stage) {
        var partition = RecordKeys.partition(topics.stages(), stage.text());
        Long digest = node.digest(partition);
        return digest != null && digest == digests.digest(partition, DIGEST_AGE);
    }
}
