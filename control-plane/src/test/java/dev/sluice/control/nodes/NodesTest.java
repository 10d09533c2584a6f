package dev.sluice.control.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.nodes.Heartbeat;
import dev.sluice.contracts.nodes.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodesTest {
    private final Nodes nodes = new Nodes();
    private final Instant now = Instant.now();

    @Test
    void countsTheNewerOfTwoRunsWithOneId() {
        // given
        nodes.heard(heartbeat("node-1", "new", now.minusSeconds(10)), now);

        // when
        nodes.heard(heartbeat("node-1", "old", now.minusSeconds(60)), now);

        // then
        assertThat(nodes.alive()).extracting(node -> node.heartbeat().boot()).containsExactly("new");
    }

    @Test
    void countsAnOlderRunAgainWhenTheNewerHasFallenSilent() {
        // given
        nodes.heard(heartbeat("node-1", "new", now.minusSeconds(10)), now.minusSeconds(6));

        // when
        nodes.heard(heartbeat("node-1", "old", now.minusSeconds(60)), now);

        // then
        assertThat(nodes.alive()).extracting(node -> node.heartbeat().boot()).containsExactly("old");
    }

    @Test
    void leavesOutANodeThatIsSilentForFiveSeconds() {
        // when
        nodes.heard(heartbeat("node-1", "boot", now.minusSeconds(60)), now.minus(Nodes.ALIVE));
        nodes.heard(
                heartbeat("node-2", "boot", now.minusSeconds(60)),
                now.minus(Nodes.ALIVE).plusSeconds(2));

        // then
        assertThat(nodes.alive()).extracting(Node::id).containsExactly("node-2");
    }

    @Test
    void forgetsANodeThatTakesLeaveAtOnce() {
        // given
        nodes.heard(heartbeat("node-1", "boot", now), now);
        nodes.heard(heartbeat("node-2", "new", now), now);

        // when
        nodes.heard(last("node-1", "boot"), now);
        nodes.heard(last("node-2", "old"), now);

        // then
        assertThat(nodes.alive()).extracting(Node::id).containsExactly("node-2");
    }

    @Test
    void keepsTheReceiptOfTheHigherRevision() {
        // given
        nodes.received(receipt(7), now);

        // when
        nodes.received(receipt(6), now);

        // then
        assertThat(nodes.receipt("node-1", "t/a/s"))
                .hasValueSatisfying(
                        receipt -> assertThat(receipt.receipt().revision()).isEqualTo(7));
    }

    @Test
    void wakesWhoWaitsForNews() throws InterruptedException {
        // given
        long version = nodes.version();
        var teller = Thread.ofVirtual().start(() -> nodes.received(receipt(1), now));

        // when
        nodes.awaitNews(version, Duration.ofSeconds(10));

        // then
        teller.join();
        assertThat(nodes.version()).isGreaterThan(version);
    }

    private static Receipt receipt(long revision) {
        return new Receipt(1, "node-1", "boot", "t/a/s", revision, Receipt.State.SERVING, null);
    }

    private Heartbeat last(String node, String boot) {
        return new Heartbeat(1, node, boot, "0.1.0", now, "127.0.0.1:8001", Map.of(), 0, null, true, Map.of());
    }

    private static Heartbeat heartbeat(String node, String boot, Instant started) {
        return new Heartbeat(1, node, boot, "0.1.0", started, "127.0.0.1:8001", Map.of(), 0, null, null, Map.of());
    }
}
