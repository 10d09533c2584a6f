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
 * and sends none, its heartbeat does: the stages that it refuses, and for all others the digest.
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
        var known = nodes.receipt(node.id(), stage.text())
                .filter(receipt -> receipt.receipt().revision() >= wanted.revision());
        var answer = known.filter(
                receipt -> receipt.receipt().boot().equals(node.heartbeat().boot()));
        Long refused = node.refusedRevision(stage.text());
        if (refused != null
                && refused >= wanted.revision()
                && answer.filter(it -> says(it, refused)).isEmpty()) {
            return refused(node, refused, known);
        }
        return answer.map(receipt -> answered(receipt, wanted)).orElseGet(() -> byDigest(node, stage, wanted));
    }

    /** Whether the receipt tells of that refusal itself, or of a revision after it. */
    private static boolean says(ReceivedReceipt answer, long refused) {
        var receipt = answer.receipt();
        return receipt.revision() > refused
                || (receipt.revision() == refused && receipt.state() == Receipt.State.REFUSED);
    }

    /** The reason stands in the receipt of the run that refused it first, when that is still known. */
    private static NodeState refused(Node node, long revision, Optional<ReceivedReceipt> known) {
        var reason = known.map(ReceivedReceipt::receipt)
                .filter(receipt -> receipt.revision() == revision)
                .map(Receipt::reason);
        return new NodeState(node.id(), revision, State.REFUSED, reason, Optional.empty());
    }

    private NodeState byDigest(Node node, StageKey stage, Publication wanted) {
        // A digest counts refused revisions too, so it proves nothing of a stage that may be one of those not named.
        boolean serves = node.namesAllRefused() && hasAll(node, stage);
        return new NodeState(
                node.id(),
                wanted.revision(),
                serves ? State.SERVING : State.WAITING,
                Optional.empty(),
                Optional.empty());
    }

    private static NodeState answered(ReceivedReceipt answer, Publication wanted) {
        var receipt = answer.receipt();
        var state = receipt.state() == Receipt.State.REFUSED ? State.REFUSED : State.SERVING;
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
