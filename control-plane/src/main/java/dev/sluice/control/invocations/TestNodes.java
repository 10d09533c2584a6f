package dev.sluice.control.invocations;

import dev.sluice.contracts.invocations.TestAnswer;
import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.contracts.records.NodeMessages;
import dev.sluice.contracts.records.RecordLimits;
import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.contracts.records.RecordTooLarge;
import dev.sluice.contracts.records.RecordWriter;
import dev.sluice.control.nodes.Node;
import dev.sluice.control.nodes.Nodes;
import dev.sluice.control.nodes.calls.NodeCalls;
import dev.sluice.control.nodes.calls.NodeReply;
import dev.sluice.control.outbox.CellKeySettings;
import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Finds a live node that runs a test invocation. One that cannot be reached, or refuses before it did anything, is
 * followed by the next; one that took the call is the last, since it may have run. If its answer is lost, it counts as
 * timed out.
 */
@Singleton
class TestNodes {
    private static final Logger LOG = Logger.getLogger(TestNodes.class);
    private static final Duration MARGIN = Duration.ofSeconds(5);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int FAULT = 500;
    private static final int UNAVAILABLE = 503;

    /** What a node says only before the method runs, and another node may not say. */
    private static final Set<Integer> PASSED_ON = Set.of(FORBIDDEN, NOT_FOUND, TOO_MANY, UNAVAILABLE);

    private final Nodes nodes;
    private final NodeCalls calls;
    private final RecordWriter writer;
    private final NodeMessages answers;

    TestNodes(Nodes nodes, NodeCalls calls, RecordWriter writer, CellKeySettings cell) {
        this.nodes = nodes;
        this.calls = calls;
        this.writer = writer;
        this.answers = new NodeMessages(new Envelope(KeyFile.read(cell.file())), TestAnswer.MAX_SEALED_BYTES);
    }

    <A> A run(NodeTest<A> test) {
        List<Node> alive = new ArrayList<>(nodes.alive());
        Collections.shuffle(alive);
        Set<Integer> refusals = new HashSet<>();
        for (Node node : alive) {
            long start = System.nanoTime();
            NodeReply reply = ask(node, test);
            switch (reply) {
                case NodeReply.Answered(var nonce, var body) -> {
                    return read(test, nonce, body).orElseGet(() -> lost(test, node, "it cannot be read", start));
                }
                case NodeReply.Silent(var reason) -> {
                    return lost(test, node, reason, start);
                }
                case NodeReply.Refused(int status)
                when PASSED_ON.contains(status) -> {
                    noteRefusal(node, status);
                    refusals.add(status);
                }
                case NodeReply.Refused(int status)
                when status < FAULT -> {
                    LOG.warnf("A node refuses a test invocation node=%s status=%d", node.id(), status);
                    throw unavailable("The node did not take the call");
                }
                case NodeReply.Refused(int status) -> {
                    return lost(test, node, "status " + status, start);
                }
                case NodeReply.Unreachable(var reason) ->
                    LOG.debugf("A node cannot be reached node=%s failure=%s", node.id(), reason);
            }
        }
        throw nobody(test, refusals);
    }

    /** It may have run: an error would make SDKs repeat the call and run it again. */
    private static <A> A lost(NodeTest<A> test, Node node, String reason, long startNanos) {
        LOG.warnf("A node's answer to a test invocation is lost node=%s failure=%s", node.id(), reason);
        return test.lost().apply(Duration.ofNanos(System.nanoTime() - startNanos));
    }

    private static ProblemException nobody(NodeTest<?> test, Set<Integer> refusals) {
        if (refusals.contains(TOO_MANY)) {
            return new ProblemException(
                    new Problem.TooManyRequests("Too many test invocations of this account are running", RETRY_AFTER));
        }
        return unavailable(
                refusals.contains(UNAVAILABLE)
                        ? "Every node is busy with other test invocations"
                        : "No node of the gateway can be reached to run "
                                + test.what().toLowerCase(Locale.ROOT));
    }

    private static void noteRefusal(Node node, int status) {
        if (status == FORBIDDEN) {
            LOG.warnf(
                    "A node refuses internal calls: its clock or its cell key differs node=%s status=%d",
                    node.id(), status);
        }
    }

    private NodeReply ask(Node node, NodeTest<?> test) {
        String boot = node.heartbeat().boot();
        byte[] body;
        try {
            body = writer.write(test.place(), boot, test.call());
        } catch (RecordTooLarge tooLarge) {
            throw ProblemException.badRequest(
                    "%s cannot be tried: with its request it has %d bytes (limit %d) and %d packed (limit %d)"
                            .formatted(
                                    test.what(),
                                    tooLarge.unpackedBytes(),
                                    RecordLimits.MAX_UNPACKED_BYTES,
                                    tooLarge.packedBytes(),
                                    RecordLimits.MAX_PACKED_BYTES));
        }
        return calls.post(node, test.path() + boot, body, MARGIN.plus(test.limit()), TestAnswer.MAX_SEALED_BYTES);
    }

    private <A> Optional<A> read(NodeTest<A> test, String nonce, byte[] body) {
        try {
            return Optional.of(answers.read(test.answerPlace(), nonce, body, test.answer()));
        } catch (RecordRefused _) {
            return Optional.empty();
        }
    }

    private static ProblemException unavailable(String message) {
        return new ProblemException(new Problem.ServiceUnavailable(message, RETRY_AFTER));
    }
}
