package dev.sluice.data.sync;

import dev.sluice.contracts.records.Topics;
import dev.sluice.data.access.keys.ApiKeys;
import dev.sluice.data.access.tokens.OidcIssuers;
import dev.sluice.data.callers.AccessKeys;
import dev.sluice.data.fixtures.Transforming;
import dev.sluice.data.origin.AddressRules;
import dev.sluice.data.origin.OriginClient;
import dev.sluice.data.origin.OriginLimits;
import dev.sluice.data.origin.OriginTls;
import dev.sluice.data.pipeline.NanoClock;
import dev.sluice.data.response.GatewayResponder;
import dev.sluice.data.stage.Callers;
import dev.sluice.data.stage.Compiling;
import dev.sluice.data.stage.Lookup;
import dev.sluice.data.stage.StageCompiler;
import dev.sluice.data.stage.StageTable;
import dev.sluice.data.sync.spool.Spool;
import dev.sluice.data.sync.spool.SpoolFolder;
import dev.sluice.data.sync.spool.SpoolLimits;
import dev.sluice.data.targets.Targets;
import dev.sluice.data.telemetry.MeteredCalls;
import dev.sluice.data.throttle.AccountThrottles;
import dev.sluice.data.throttle.SharedBuckets;
import dev.sluice.fixtures.Await;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a node has of configuration, without its traffic side. */
final class SyncNode implements AutoCloseable {
    private static final OriginClient ORIGINS = new OriginClient(
            new AddressRules(List.of(), List.of()),
            OriginLimits.DEFAULT,
            new OriginTls(List.of()),
            NioSocketChannel.class);

    final Spool spool;
    final StageTable table;
    final Targets targets = new Targets();
    final AccessKeys keys = new AccessKeys(Transforming.ARNS);
    final SharedBuckets buckets = new SharedBuckets(NanoClock.SYSTEM);
    final AccountThrottles accounts = new AccountThrottles(buckets);
    final ApiKeys apiKeys = new ApiKeys(buckets);
    final Sync sync;
    final NodeIdentity self;
    final AtomicBoolean stoppedAsTwin = new AtomicBoolean();
    private final ExecutorService compilers = Executors.newSingleThreadExecutor();
    private boolean closed;

    SyncNode(String name, Path folder, String bootstrapServers, SyncBed bed) {
        self = new NodeIdentity(name, UUID.randomUUID().toString(), "0.1.0", Instant.now(), "127.0.0.1:8001");
        spool = Spool.open(SpoolFolder.open(folder), "0.1.0", Topics.PARTITIONS, SpoolLimits.DEFAULT);
        table = new StageTable(
                new StageCompiler(
                        new GatewayResponder(10_485_760),
                        ORIGINS,
                        NanoClock.SYSTEM,
                        Transforming.standard(),
                        Transforming.with(targets),
                        new Callers(keys, null, apiKeys, buckets, accounts)),
                compilers,
                64L << 20);
        sync = new Sync(new Sync.Parts(
                self,
                bed.topics,
                spool,
                table,
                targets,
                new OidcIssuers(),
                keys,
                apiKeys,
                buckets,
                accounts,
                new MeteredCalls(),
                access(bootstrapServers),
                bed.reader,
                bed.messages,
                () -> stoppedAsTwin.set(true)));
        sync.load();
        sync.start();
    }

    private static KafkaAccess access(String bootstrapServers) {
        try {
            return new KafkaAccess(bootstrapServers, Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the node has all that the topics held. */
    SyncNode awaitCaughtUp() {
        Await.until("the node has caught up", () -> sync.progress().caughtUp());
        return this;
    }

    void awaitRevision(String api, long revision) {
        Await.until(api + " serves revision " + revision, () -> revision(api) == revision);
    }

    /** The revision that serves; 0 when none does. A packed stage is compiled by asking. */
    long revision(String api) {
        return lookup(api) instanceof Lookup.Found(var stage) ? stage.revision() : 0;
    }

    Lookup lookup(String api) {
        Lookup lookup = table.find(api, "prod");
        if (lookup instanceof Compiling) {
            Await.until("the stage is compiled", () -> !(table.find(api, "prod") instanceof Compiling));
        }
        return table.find(api, "prod");
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            sync.close();
            spool.close();
            compilers.shutdown();
        }
    }
}
