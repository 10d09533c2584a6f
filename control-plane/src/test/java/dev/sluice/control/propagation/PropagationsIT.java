package dev.sluice.control.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.records.NodeMessages;
import dev.sluice.contracts.records.Topics;
import dev.sluice.contracts.stages.ApiSnapshot;
import dev.sluice.contracts.stages.StageDeletion;
import dev.sluice.contracts.stages.StageKey;
import dev.sluice.contracts.stages.StageSnapshot;
import dev.sluice.control.fixtures.HandMadeNode;
import dev.sluice.control.fixtures.TopicReader;
import dev.sluice.control.nodes.Nodes;
import dev.sluice.control.outbox.KafkaSettings;
import dev.sluice.control.outbox.PartitionDigests;
import dev.sluice.control.outbox.Publications;
import dev.sluice.control.outbox.RecordKeys;
import dev.sluice.control.outbox.Revisions;
import dev.sluice.control.platform.data.TenantTransaction;
import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.propagation.NodeState.State;
import dev.sluice.fixtures.Await;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Propagation with hand-made nodes on a real broker (platform-api, "Propagation"). */
@QuarkusTest
class PropagationsIT {
    private static final TenantId TENANT = new TenantId("100000000007");
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(500);

    @Inject
    Publications publications;

    @Inject
    Revisions revisions;

    @Inject
    TenantTransaction transaction;

    @Inject
    Propagations propagations;

    @Inject
    PartitionDigests digests;

    @Inject
    Nodes nodes;

    @Inject
    NodeMessages codec;

    @Inject
    Topics topics;

    @Inject
    KafkaSettings kafka;

    private final StageKey stage =
            new StageKey(TENANT.value(), "api" + UUID.randomUUID().toString().substring(0, 7), "prod");
    private HandMadeNode first;
    private HandMadeNode second;

    @BeforeEach
    void startNodes() {
        Await.until(
                "nodes of the test before are forgotten", () -> nodes.alive().isEmpty());
        first = new HandMadeNode(kafka.bootstrapServers(), codec, topics);
        second = new HandMadeNode(kafka.bootstrapServers(), codec, topics);
        Await.until("both nodes are known", () -> nodes.alive().size() == 2);
    }

    @AfterEach
    void stopNodes() {
        first.close();
        second.close();
    }

    @Test
    void isCompleteOnceEveryNodeHasAnswered() throws InterruptedException {
        // given
        long revision = publish();
        first.serves(stage.text(), revision);
        Await.until("one has answered", () -> states().contains(State.SERVING));
        assertThat(find().complete()).isFalse();

        // when
        second.serves(stage.text(), revision);

        // then
        assertThat(propagations.await(stage, revision, LONG)).isTrue();
        var propagation = find();
        assertThat(propagation.complete()).isTrue();
        assertThat(propagation.revision()).isEqualTo(revision);
        assertThat(propagation.nodes())
                .allSatisfy(node -> assertThat(node.milliseconds())
                        .hasValueSatisfying(taken -> assertThat(taken).isBetween(0L, LONG.toMillis())));
    }

    @Test
    void givesUpWhenTheTimeIsOver() throws InterruptedException {
        // given
        long revision = publish();
        first.serves(stage.text(), revision);

        // when
        boolean complete = propagations.await(stage, revision, SHORT);

        // then
        assertThat(complete).isFalse();
        assertThat(states()).contains(State.WAITING);
    }

    @Test
    void endsTheWaitEarlyWhenANodeRefuses() throws InterruptedException {
        // given
        long revision = publish();
        first.serves(stage.text(), revision);
        second.refuses(stage.text(), revision, "unknown integration type");

        // when
        long begin = System.nanoTime();
        boolean complete = propagations.await(stage, revision, LONG);

        // then
        assertThat(complete).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONG);
        assertThat(find().nodes())
                .filteredOn(node -> node.state() == State.REFUSED)
                .singleElement()
                .satisfies(node -> {
                    assertThat(node.node()).isEqualTo(second.id());
                    assertThat(node.reason()).contains("unknown integration type");
                });
    }

    @Test
    void takesTheDigestOfANodeThatHasSentNoReceipt() throws InterruptedException {
        // given
        long revision = publish();

        // when
        haveAllStages();

        // then
        assertThat(propagations.await(stage, revision, LONG)).isTrue();
        assertThat(find().nodes()).allMatch(node -> node.milliseconds().isEmpty());
    }

    @Test
    void takesARefusalInTheHeartbeatForTheTruthThoughTheDigestCountsIt() throws InterruptedException {
        // given
        long revision = publish();
        haveAllStages();

        // when
        second.hasRefused(Map.of(stage.text(), revision), 1);
        Await.until("the refusal is known", () -> states().contains(State.REFUSED));

        // then
        assertThat(propagations.await(stage, revision, LONG)).isFalse();
        assertThat(find().complete()).isFalse();
        assertThat(states()).containsExactlyInAnyOrder(State.SERVING, State.REFUSED);
    }

    @Test
    void namesTheReasonThatTheNodeGaveInAnEarlierRun() {
        // given
        long revision = publish();
        second.refusedInAnEarlierRun(stage.text(), revision, "unknown integration type");

        // when
        second.hasRefused(Map.of(stage.text(), revision), 1);

        // then
        Await.until(
                "the refusal is known with its reason",
                () -> find().nodes().stream()
                        .anyMatch(node -> node.state() == State.REFUSED
                                && node.reason().equals(Optional.of("unknown integration type"))));
    }

    @Test
    void forgetsARefusalOfAnEarlierRunOnceTheNodeHasTheStage() throws InterruptedException {
        // given
        long revision = publish();
        first.refusedInAnEarlierRun(stage.text(), revision, "unknown integration type");
        Await.until(
                "the old refusal has arrived",
                () -> nodes.receipt(first.id(), stage.text()).isPresent());

        // when
        haveAllStages();

        // then
        assertThat(propagations.await(stage, revision, LONG)).isTrue();
        assertThat(states()).containsOnly(State.SERVING);
    }

    @Test
    void doesNotTakeTheDigestWhileANodeHasMoreRefusalsThanItNames() throws InterruptedException {
        // given
        long revision = publish();
        second.hasRefused(Map.of(), 1);
        Await.until("the refusals are known", () -> nodes.alive().stream().anyMatch(node -> !node.namesAllRefused()));

        // when
        haveAllStages();

        // then
        assertThat(propagations.await(stage, revision, SHORT)).isFalse();
        assertThat(states()).contains(State.WAITING);
    }

    @Test
    void knowsNothingOfADeletedStage() {
        // given
        publish();

        // when
        transaction.run(
                TENANT,
                () -> publications.publish(new StageDeletion(StageDeletion.FORMAT_VERSION, stage, revisions.next())));

        // then
        assertThat(transaction.call(TENANT, () -> propagations.find(stage))).isEmpty();
    }

    @Test
    void hidesTheStagesOfOtherTenants() {
        // given
        publish();

        // when
        Optional<Propagation> foreign = transaction.call(new TenantId("100000000008"), () -> propagations.find(stage));

        // then
        assertThat(foreign).isEmpty();
    }

    @Test
    void sendsAPartitionAgainToANodeThatLags() {
        // when
        publish();

        // then
        try (var reader = new TopicReader(kafka.bootstrapServers(), topics.stages())) {
            Await.until(
                    "the stage is there twice", () -> reader.of(stage.text()).size() > 1);
        }
    }

    private void haveAllStages() {
        var partition = RecordKeys.partition(topics.stages(), stage.text());
        long digest = digests.digest(partition, Duration.ZERO);
        first.hasStages(partition.partition(), digest);
        second.hasStages(partition.partition(), digest);
    }

    private long publish() {
        return transaction.call(TENANT, () -> {
            long revision = revisions.next();
            var settings = new ApiSnapshot(
                    "api", false, List.of(), null, Map.of(), List.of(), List.of(), null, null, List.of(), null,
                    List.of());
            publications.publish(new StageSnapshot(
                    1, stage, revision, "dep", settings, List.of(), Map.of(), List.of(), List.of(), null, false));
            return revision;
        });
    }

    private Propagation find() {
        return transaction.call(TENANT, () -> propagations.find(stage)).orElseThrow();
    }

    private List<State> states() {
        return find().nodes().stream().map(NodeState::state).toList();
    }
}
