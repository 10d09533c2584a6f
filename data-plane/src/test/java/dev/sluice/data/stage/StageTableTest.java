package dev.sluice.data.stage;

import static dev.sluice.data.fixtures.MethodDraft.integration;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.stages.StageKey;
import dev.sluice.contracts.stages.StageSnapshot;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.fixtures.Await;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StageTableTest {
    private static final Gateway GATEWAY = new Gateway();
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final StageTable table = new StageTable(GATEWAY.compiler(), workers, 10_000_000);

    @AfterAll
    static void stop() {
        GATEWAY.close();
    }

    @AfterEach
    void stopWorkers() {
        workers.shutdownNow();
    }

    private static StageSnapshot snapshot(String api, long revision) {
        return stage("prod")
                .of("123456789012", api)
                .revision(revision)
                .method("GET", "/", mock("{\"statusCode\": 200}").response("200", ""))
                .snapshot();
    }

    private static StageSnapshot broken(String api, long revision) {
        return stage("prod")
                .of("123456789012", api)
                .revision(revision)
                .method("GET", "/", integration("TELEGRAPH"))
                .snapshot();
    }

    private static StageKey key(String api) {
        return new StageKey("123456789012", api, "prod");
    }

    private Replaced replace(StageSnapshot snapshot) {
        return table.replace(snapshot, () -> snapshot);
    }

    private Lookup settled(String api) {
        Lookup lookup = table.find(api, "prod");
        if (lookup instanceof Compiling compiling) {
            CompletableFuture<Lookup> ready = new CompletableFuture<>();
            compiling.whenReady(ImmediateEventExecutor.INSTANCE, ready::complete);
            return ready.orTimeout(20, TimeUnit.SECONDS).join();
        }
        return lookup;
    }

    private long servedRevision(String api) {
        return settled(api) instanceof Lookup.Found(CompiledStage stage) ? stage.revision() : -1;
    }

    @Test
    void knowsNothingForSureUntilItIsConfigured() {
        // when
        Lookup before = table.find("nobody", "prod");
        table.configured();
        Lookup after = table.find("nobody", "prod");

        // then
        assertThat(before).isInstanceOf(Lookup.NotConfigured.class);
        assertThat(after).isInstanceOf(Lookup.Unknown.class);
    }

    @Test
    void servesTheHighestRevisionAndIgnoresOldOnes() {
        // when
        var results = List.of(replace(snapshot("a", 5)), replace(snapshot("a", 4)), replace(snapshot("a", 5)));

        // then
        assertThat(results).containsExactly(new Replaced.Served(), new Replaced.Stale(5), new Replaced.Served());
        assertThat(servedRevision("a")).isEqualTo(5);
    }

    @Test
    void keepsServingWhenTheNewSnapshotIsRefused() {
        // given
        replace(snapshot("a", 1));

        // when
        var result = replace(broken("a", 2));

        // then
        assertThat(result).isInstanceOf(Replaced.Refused.class);
        assertThat(servedRevision("a")).isEqualTo(1);
    }

    @Test
    void isUnavailableNotUnknownWhenItsOnlySnapshotIsRefused() {
        // given
        table.configured();

        // when
        replace(broken("a", 1));

        // then
        assertThat(table.find("a", "prod")).isInstanceOf(Lookup.Failed.class);
    }

    @Test
    void removesForGood() {
        // given
        table.configured();
        replace(snapshot("a", 1));

        // when
        boolean removed = table.remove(key("a"), 3);
        var late = replace(snapshot("a", 2));

        // then
        assertThat(removed).isTrue();
        assertThat(late).isEqualTo(new Replaced.Stale(3));
        assertThat(table.find("a", "prod")).isInstanceOf(Lookup.Unknown.class);
        assertThat(table.size()).isZero();
    }

    @Test
    void suspendsAndResumesATenant() {
        // given
        replace(snapshot("a", 1));

        // when
        table.suspend("123456789012", true);
        Lookup during = table.find("a", "prod");
        table.suspend("123456789012", false);

        // then
        assertThat(during).isInstanceOf(Lookup.Suspended.class);
        assertThat(table.find("a", "prod")).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void keepsAnApiIdWithItsTenant() {
        // given
        replace(snapshot("a", 1));
        StageSnapshot foreign = stage("other").of("999999999999", "a").snapshot();

        // when
        var result = replace(foreign);

        // then
        assertThat(result).isInstanceOf(Replaced.Refused.class);
        assertThat(table.find("a", "other")).isInstanceOf(Lookup.NotConfigured.class);
    }

    @Test
    void compilesAPackedStageOnceHoweverManyWait() {
        // given
        AtomicInteger opened = new AtomicInteger();
        table.register(key("a"), 7, () -> {
            opened.incrementAndGet();
            return snapshot("a", 7);
        });
        List<CompletableFuture<Lookup>> waiting = new ArrayList<>();

        // when
        for (int call = 0; call < 100; call++) {
            CompletableFuture<Lookup> ready = new CompletableFuture<>();
            waiting.add(ready);
            if (table.find("a", "prod") instanceof Compiling compiling) {
                compiling.whenReady(ImmediateEventExecutor.INSTANCE, ready::complete);
            } else {
                ready.complete(table.find("a", "prod"));
            }
        }

        // then
        assertThat(waiting)
                .allSatisfy(ready ->
                        assertThat(ready.orTimeout(20, TimeUnit.SECONDS).join()).isInstanceOf(Lookup.Found.class));
        assertThat(opened).hasValue(1);
    }

    @Test
    void triesAgainAfterASourceThatCouldNotBeRead() {
        // given
        AtomicBoolean readable = new AtomicBoolean();
        table.register(key("a"), 1, () -> {
            if (!readable.get()) {
                throw new IOException("disk");
            }
            return snapshot("a", 1);
        });
        Lookup first = settled("a");

        // when
        readable.set(true);

        // then
        assertThat(first).isInstanceOf(Lookup.Failed.class);
        assertThat(servedRevision("a")).isEqualTo(1);
    }

    @Test
    void triesTheOlderSnapshotWhenTheNewestDoesNotCompile() {
        // given
        var source = new TwoGenerations();
        table.register(key("a"), 2, source);

        // when
        long served = servedRevision("a");

        // then
        assertThat(served).isEqualTo(1);
        assertThat(source.refused).containsExactly(2L);
        assertThat(table.failures()).isZero();
    }

    @Test
    void saysWhyAStageWithoutAnOlderSnapshotIsUnavailable() {
        // given
        table.register(key("a"), 2, () -> broken("a", 2));

        // when
        Lookup lookup = settled("a");

        // then
        assertThat(lookup)
                .isInstanceOfSatisfying(
                        Lookup.Failed.class,
                        failed -> assertThat(failed.reason()).contains("integration type TELEGRAPH"));
        assertThat(table.failures()).isEqualTo(1);
    }

    /** Opens a snapshot that does not compile, and the one before it once that was refused. */
    private static final class TwoGenerations implements StageSource {
        private final List<Long> refused = new CopyOnWriteArrayList<>();

        @Override
        public StageSnapshot open() {
            return refused.isEmpty() ? broken("a", 2) : snapshot("a", 1);
        }

        @Override
        public boolean refused(long revision, String reason) {
            refused.add(revision);
            return true;
        }
    }

    @Test
    void answersThoseWhoWaitWhenTheCompilerBreaksDown() {
        // given
        AtomicBoolean broken = new AtomicBoolean(true);
        table.register(key("a"), 1, () -> {
            if (broken.getAndSet(false)) {
                throw new StackOverflowError();
            }
            return snapshot("a", 1);
        });

        // when
        Lookup first = settled("a");

        // then
        assertThat(first).isInstanceOf(Lookup.Failed.class);
        assertThat(servedRevision("a")).isEqualTo(1);
    }

    @Test
    void evictsTheStagesThatWereUsedLongestAgo() {
        // given
        StageTable small = new StageTable(GATEWAY.compiler(), workers, 100_000);

        // when
        for (int api = 0; api < 200; api++) {
            StageSnapshot snapshot = snapshot("a" + api, 1);
            small.replace(snapshot, () -> snapshot);
            small.find("a0", "prod");
        }

        // then
        assertThat(small.compiledBytes()).isLessThanOrEqualTo(100_000);
        assertThat(small.size()).isEqualTo(200);
        assertThat(small.find("a0", "prod")).isInstanceOf(Lookup.Found.class);
        assertThat(small.find("a1", "prod")).isInstanceOf(Compiling.class);
        Await.until("it is compiled again", () -> small.find("a1", "prod") instanceof Lookup.Found);
    }

    @Test
    void neverGoesBackWhileManyWriteAndRead() throws Exception {
        // given
        StageTable small = new StageTable(GATEWAY.compiler(), workers, 30_000);
        AtomicInteger revisions = new AtomicInteger();
        AtomicBoolean done = new AtomicBoolean();
        List<Future<?>> writers = new ArrayList<>();
        List<Future<?>> readers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            // when
            for (int writer = 0; writer < 3; writer++) {
                writers.add(threads.submit(() -> {
                    for (int turn = 0; turn < 400; turn++) {
                        StageSnapshot next = snapshot("a" + turn % 8, revisions.incrementAndGet());
                        small.replace(next, () -> next);
                    }
                }));
            }
            for (int reader = 0; reader < 3; reader++) {
                readers.add(threads.submit(() -> {
                    long[] seen = new long[8];
                    while (!done.get()) {
                        for (int api = 0; api < 8; api++) {
                            if (small.find("a" + api, "prod") instanceof Lookup.Found(CompiledStage stage)) {
                                assertThat(stage.revision()).isGreaterThanOrEqualTo(seen[api]);
                                seen[api] = stage.revision();
                            }
                        }
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get(60, TimeUnit.SECONDS);
            }
            done.set(true);
            for (Future<?> reader : readers) {
                reader.get(60, TimeUnit.SECONDS);
            }
        }

        // then
        assertThat(small.size()).isEqualTo(8);
        // Workers may still compile what a reader asked for last; each evicts when it is done.
        Await.until("the budget holds", () -> small.compiledBytes() <= 30_000 + 4_096);
    }
}
