package dev.sluice.data.sync;

import static dev.sluice.data.fixtures.KeyDraft.TENANT;
import static dev.sluice.data.fixtures.KeyDraft.VALUE;
import static dev.sluice.data.fixtures.KeyDraft.key;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.access.QuotaRecord;
import dev.sluice.contracts.access.UsagePlanRecord;
import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.contracts.keys.RecordSigner;
import dev.sluice.contracts.keys.RecordVerifier;
import dev.sluice.contracts.records.ContractJson;
import dev.sluice.contracts.records.RecordReader;
import dev.sluice.contracts.records.RecordWriter;
import dev.sluice.contracts.records.Topics;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.stage.CompiledStage;
import dev.sluice.data.sync.spool.Spool;
import dev.sluice.data.sync.spool.SpoolEntry;
import dev.sluice.data.sync.spool.SpoolFolder;
import dev.sluice.data.sync.spool.SpoolLimits;
import dev.sluice.data.sync.spool.SpoolTopic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Totals as they come from the topic and from the spool. A key has ten calls a day. */
class QuotaTakerTest {
    private static final String PLACE = TENANT + "/p1/k1";
    private static final int LIMIT = 10;

    /** The present day of {@link Gateway}: 2027-01-15. */
    private static final long TODAY = 1_800_000_000_000L / 86_400_000;

    private static final Topics TOPICS = Topics.ofCell("");

    private final Gateway gateway = new Gateway();
    private final SyncCounters counters = new SyncCounters();
    private final NodeIdentity self = new NodeIdentity("node-1", "b-1", "0.1.0", Instant.now(), "127.0.0.1:8001");

    @TempDir
    private Path temp;

    private RecordWriter writer;
    private Spool spool;
    private QuotaTaker taker;
    private TopicIntake intake;
    private CompiledStage stage;

    @BeforeEach
    void start() {
        KeyFile.createSymmetric(temp.resolve("cell.key"));
        KeyFile.createSigningPair(temp.resolve("signing.key"), temp.resolve("signing.pub"));
        var reader = new RecordReader(
                new RecordVerifier(KeyFile.readPublic(temp.resolve("signing.pub"))),
                new Envelope(KeyFile.read(temp.resolve("cell.key"))));
        writer = writer("signing.key");
        spool = Spool.open(SpoolFolder.open(temp.resolve("spool")), "1", Topics.PARTITIONS, SpoolLimits.DEFAULT);
        taker = new QuotaTaker(gateway.apiKeys(), spool, reader, TOPICS, self);
        intake = new TopicIntake(
                TOPICS.quotas(),
                SpoolTopic.QUOTAS,
                taker,
                new TopicIntake.Parts(reader, spool, Receipts.NONE, counters));
        gateway.apiKeys().put(key("k1", VALUE, "p1"));
        gateway.apiKeys()
                .put(new UsagePlanRecord(
                        1,
                        TENANT,
                        1,
                        "p1",
                        null,
                        new UsagePlanRecord.Quota(LIMIT, 0, "DAY"),
                        List.of(new UsagePlanRecord.Stage("abc1234567", "prod", Map.of())),
                        false));
        stage = gateway.compile(stage("prod")
                .method(
                        "GET",
                        "/",
                        mock("{\"statusCode\": 200}").response("200", "").apiKeyRequired())
                .snapshot());
    }

    @AfterEach
    void stop() {
        spool.close();
        gateway.close();
    }

    private RecordWriter writer(String signingKey) {
        return new RecordWriter(
                new RecordSigner(KeyFile.read(temp.resolve(signingKey))),
                new Envelope(KeyFile.read(temp.resolve("cell.key"))));
    }

    private static QuotaRecord used(long revision, long calls, Map<String, Long> counted) {
        return new QuotaRecord(1, TENANT, revision, "p1", "k1", "DAY", TODAY, calls, 0, counted, false);
    }

    private void arrives(String key, byte[] value) {
        intake.accept(new ConsumerRecord<>(TOPICS.quotas(), 0, 1, key, value), true);
    }

    private void arrives(QuotaRecord quota) {
        arrives(PLACE, writer.write(TOPICS.quotas(), PLACE, quota));
    }

    private long admitted(int calls) {
        return IntStream.range(0, calls)
                .filter(_ -> gateway.call(stage, "GET", "/")
                                .header("x-api-key", VALUE)
                                .send()
                                .status()
                        == 200)
                .count();
    }

    private SpoolEntry kept() {
        return Objects.requireNonNull(spool.find(SpoolTopic.QUOTAS, PLACE));
    }

    @Test
    @DisplayName("issue 5: a quota over all nodes")
    void admitsWhatTheTotalHasLeft() {
        // when
        arrives(used(5, 7, Map.of("b-2", 9L)));

        // then
        assertThat(admitted(20)).isEqualTo(3);
    }

    @Test
    void countsItsOwnReportsOnceAndThoseOfAnotherRunAsOthers() {
        // given
        admitted(4);
        gateway.apiKeys().usage().take(10, 1);

        // when
        arrives(used(5, 6, Map.of("b-1", 1L, "b-0", 40L)));

        // then
        assertThat(admitted(20)).isEqualTo(4);
    }

    @Test
    void ignoresATotalThatANewerOneHasPassed() {
        // when
        arrives(used(6, 8, Map.of()));
        arrives(used(5, 1, Map.of()));

        // then
        assertThat(admitted(20)).isEqualTo(2);
    }

    @Test
    void passesOverWhatNoControlPlaneSigned() {
        // given
        KeyFile.createSigningPair(temp.resolve("other.key"), temp.resolve("other.pub"));
        arrives(used(5, 8, Map.of()));

        // when
        arrives(PLACE, writer("other.key").write(TOPICS.quotas(), PLACE, used(9, 0, Map.of())));
        arrives(PLACE, "no record".getBytes(StandardCharsets.UTF_8));
        arrives(TENANT + "/p1/k2", writer.write(TOPICS.quotas(), PLACE, used(9, 0, Map.of())));
        arrives(PLACE, writer.write(TOPICS.access(), PLACE, used(9, 0, Map.of())));

        // then
        assertThat(counters.foreign()).isEqualTo(4);
        assertThat(admitted(20)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'kind':'quota','formatVersion':1,'revision':9}",
                "{'kind':'quota','formatVersion':2,'revision':9,'tenant':'123456789012','plan':'p1','key':'k1'}",
                "{'kind':'quota','formatVersion':1,'revision':9,'tenant':'123456789012','plan':'p1','key':'k2',"
                        + "'period':'DAY','firstDay':20833,'used':0}",
                "{'kind':'quota','formatVersion':1,'revision':9,'tenant':'123456789012','plan':'p1','key':'k1',"
                        + "'period':'YEAR','firstDay':20833,'used':0}",
                "{'kind':'quota','formatVersion':1,'revision':9,'tenant':'123456789012','plan':'p1','key':'k1',"
                        + "'period':'DAY','firstDay':20833,'used':-1}",
                "{'kind':'quota','formatVersion':1,'revision':9,'tenant':'123456789012','plan':'p1','key':'k1',"
                        + "'period':'DAY','firstDay':20833,'used':0,'counted':{'b-1':null}}"
            })
    void refusesWhatIsMalformedAndKeepsWhatItHad(String json) throws Exception {
        // given
        arrives(used(5, 8, Map.of()));
        var malformed = ContractJson.mapper().readTree(json.replace('\'', '"'));

        // when
        arrives(PLACE, writer.write(TOPICS.quotas(), PLACE, malformed));

        // then
        assertThat(counters.refused()).isEqualTo(1);
        assertThat(admitted(20)).isEqualTo(2);
    }

    @Test
    void remembersThroughARestartWithoutABroker() {
        // given
        byte[] value = writer.write(TOPICS.quotas(), PLACE, used(5, 8, Map.of("b-0", 7L)));
        spool.keep(SpoolTopic.QUOTAS, 3, PLACE, 5, true, value);

        // when
        intake.load();

        // then
        assertThat(admitted(20)).isEqualTo(2);
    }

    @Test
    void takesTheTotalBeforeOneThatDoesNotOpen() {
        // given
        byte[] value = writer.write(TOPICS.quotas(), PLACE, used(5, 8, Map.of()));
        spool.keep(SpoolTopic.QUOTAS, 3, PLACE, 5, true, value);
        spool.keep(SpoolTopic.QUOTAS, 3, PLACE, 6, true, new byte[] {1});

        // when
        intake.load();

        // then
        assertThat(admitted(20)).isEqualTo(2);
    }

    @Test
    void keepsWhatItTookAndForgetsWhatEnds() {
        // when
        arrives(used(5, 8, Map.of()));
        long kept = kept().keptRevision();
        arrives(QuotaRecord.ended(TENANT, 6, "p1", "k1"));
        boolean deleted = kept().deleted();

        // then
        assertThat(kept).isEqualTo(5);
        assertThat(deleted).isTrue();
        assertThat(admitted(20)).isEqualTo(10);
    }

    @Test
    void forgetsWhatTheInventoryLacks() {
        // given
        arrives(used(5, 8, Map.of()));

        // when
        taker.forget(kept(), 9);

        // then
        assertThat(admitted(20)).isEqualTo(10);
    }
}
