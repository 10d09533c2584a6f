package dev.sluice.data.sync;

import dev.sluice.contracts.records.NodeMessages;
import dev.sluice.contracts.records.RecordReader;
import dev.sluice.contracts.records.Topics;
import dev.sluice.contracts.stages.StageKey;
import dev.sluice.data.access.keys.ApiKeys;
import dev.sluice.data.access.tokens.OidcIssuers;
import dev.sluice.data.callers.AccessKeys;
import dev.sluice.data.stage.StageTable;
import dev.sluice.data.sync.spool.Spool;
import dev.sluice.data.sync.spool.SpoolEntry;
import dev.sluice.data.sync.spool.SpoolTopic;
import dev.sluice.data.targets.Targets;
import dev.sluice.data.telemetry.MeteredCalls;
import dev.sluice.data.throttle.AccountThrottles;
import dev.sluice.data.throttle.SharedBuckets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Everything that keeps the node's configuration: {@link #load} before the traffic, {@link #start} after it, close last.
 */
public final class Sync implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Sync.class);
    private static final long HEARTBEAT_MILLIS = 500;
    private static final long MAINTAIN_MILLIS = 1_000;
    private static final long USAGE_MILLIS = 250;

    private final Parts parts;
    private final SyncCounters counters = new SyncCounters();
    private final Progress progress;
    private final NodeReports reports;
    private final List<TopicIntake> intakes;
    private final List<SnapshotConsumer> consumers;
    private final Heartbeats heartbeats;
    private final UsageReports usage;
    private final ScheduledExecutorService heartbeatTimer = timer("sluice-heartbeat");
    private final ScheduledExecutorService spoolTimer = timer("sluice-spool");
    private final ScheduledExecutorService usageTimer = timer("sluice-usage");

    /**
     * What it works with.
     *
     * @param spool stays the caller's to close
     * @param stopAsTwin called once when a younger run with this node's id is alive
     */
    public record Parts(
            NodeIdentity self,
            Topics topics,
            Spool spool,
            StageTable table,
            Targets targets,
            OidcIssuers issuers,
            AccessKeys keys,
            ApiKeys apiKeys,
            SharedBuckets buckets,
            AccountThrottles accounts,
            MeteredCalls metered,
            KafkaAccess kafka,
            RecordReader reader,
            NodeMessages messages,
            Runnable stopAsTwin) {}

    public Sync(Parts parts) {
        this.parts = parts;
        Spool spool = parts.spool();
        reports = new NodeReports(parts.kafka(), parts.messages(), parts.topics(), parts.self(), counters);
        var shared = new TopicIntake.Parts(parts.reader(), spool, reports, counters);
        String stages = parts.topics().stages();
        String access = parts.topics().access();
        var stageTaker = new StageTaker(parts.table(), new SpooledStage.Place(shared, stages));
        var tables = new AccessTables(
                parts.table(), parts.targets(), parts.issuers(), parts.keys(), parts.apiKeys(), parts.accounts());
        var accessTaker = new AccessTaker(tables, spool, parts.reader(), access);
        var accessIntake = new TopicIntake(access, SpoolTopic.ACCESS, accessTaker, shared);
        var stageIntake = new TopicIntake(stages, SpoolTopic.STAGES, stageTaker, shared);
        var quotaTaker = new QuotaTaker(parts.apiKeys(), spool, parts.reader(), parts.topics(), parts.self());
        var unanswered = new TopicIntake.Parts(parts.reader(), spool, Receipts.NONE, counters);
        var quotaIntake = new TopicIntake(parts.topics().quotas(), SpoolTopic.QUOTAS, quotaTaker, unanswered);
        intakes = List.of(accessIntake, quotaIntake, stageIntake);
        var heard = new HeartbeatIntake(
                parts.messages(),
                parts.topics(),
                parts.self(),
                new TwinWatch(parts.self(), parts.stopAsTwin()),
                parts.buckets());
        consumers = List.of(
                new SnapshotConsumer(parts.kafka(), accessIntake, spool, heard, this::caughtUp),
                new SnapshotConsumer(parts.kafka(), quotaIntake, spool, null, this::caughtUp),
                new SnapshotConsumer(parts.kafka(), stageIntake, spool, null, this::caughtUp));
        progress =
                new Progress(consumers.stream().map(SnapshotConsumer::progress).toList());
        heartbeats = new Heartbeats(
                parts.self(), List.of(accessIntake, stageIntake), spool, progress, reports, parts.buckets());
        var unsent = new UnsentUsage(spool, parts.messages(), parts.topics(), parts.self());
        usage = new UsageReports(
                parts.apiKeys().usage(), parts.metered(), unsent, parts.self(), reports::usage, System::nanoTime);
    }

    /** Puts the spool into effect; with one that once held everything the node is configured. */
    public void load() {
        long startNanos = System.nanoTime();
        intakes.forEach(TopicIntake::load);
        if (parts.spool().synced()) {
            parts.table().configured();
        }
        LOG.infof(
                "The spool is loaded. stages=%d complete=%s milliseconds=%d",
                parts.table().size(),
                parts.spool().synced(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos));
    }

    /** Starts to read the topics and to send heartbeats. */
    public void start() {
        warmUp();
        consumers.forEach(SnapshotConsumer::start);
        var _ = heartbeatTimer.scheduleAtFixedRate(heartbeats, 0, HEARTBEAT_MILLIS, TimeUnit.MILLISECONDS);
        var _ = spoolTimer.scheduleWithFixedDelay(
                this::maintain, MAINTAIN_MILLIS, MAINTAIN_MILLIS, TimeUnit.MILLISECONDS);
        var _ = usageTimer.scheduleWithFixedDelay(usage, USAGE_MILLIS, USAGE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Has one packed stage compiled, so that no request waits for the code that opens and compiles to be loaded. */
    private void warmUp() {
        parts.spool().entries(SpoolTopic.STAGES).stream()
                .filter(SpoolEntry::hasValue)
                .findAny()
                .map(entry -> StageKey.parse(entry.key()))
                .ifPresent(key -> parts.table().find(key.api(), key.stage()));
    }

    private void maintain() {
        try {
            parts.spool().maintain();
        } catch (RuntimeException e) {
            LOG.error("The spool's upkeep met a fault of this node.", e);
        }
    }

    /** One of the workers has read its topic to the end; the last one's word makes the node configured. */
    private synchronized void caughtUp() {
        if (!progress.caughtUp()) {
            return;
        }
        parts.spool().markSynced();
        parts.table().configured();
        warmUp();
        LOG.infof("The topics are read to their end. stages=%d", parts.table().size());
    }

    /** False when a worker ended by a fault: then the node serves what it has but learns nothing new. */
    public boolean isAlive() {
        return consumers.stream().allMatch(SnapshotConsumer::isAlive);
    }

    public SyncCounters counters() {
        return counters;
    }

    public Progress progress() {
        return progress;
    }

    /** Stops reading, takes leave and stops sending; what was read is in the spool. */
    @Override
    public void close() {
        consumers.forEach(SnapshotConsumer::end);
        consumers.forEach(SnapshotConsumer::close);
        stop(heartbeatTimer);
        heartbeats.leave();
        stop(spoolTimer);
        stop(usageTimer);
        usage.finish();
        reports.close();
    }

    /** Lets a task that runs end by itself: an interrupt would close the spool's files. */
    private static void stop(ScheduledExecutorService timer) {
        timer.shutdown();
        try {
            var _ = timer.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static ScheduledExecutorService timer(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }
}
