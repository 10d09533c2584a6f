package dev.sluice.data.sync;

import static dev.sluice.data.fixtures.KeyDraft.TENANT;
import static dev.sluice.data.fixtures.KeyDraft.VALUE;
import static dev.sluice.data.fixtures.KeyDraft.key;
import static dev.sluice.data.fixtures.KeyDraft.plan;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.StageDraft.stage;

import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.contracts.nodes.UsageReport;
import dev.sluice.contracts.records.NodeMessages;
import dev.sluice.contracts.records.Topics;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.TestClock;
import dev.sluice.data.stage.CompiledStage;
import dev.sluice.data.sync.spool.Spool;
import dev.sluice.data.sync.spool.SpoolFolder;
import dev.sluice.data.sync.spool.SpoolLimits;
import dev.sluice.data.telemetry.GivenCalls;
import dev.sluice.data.telemetry.MeteredCalls;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A node whose calls are reported to a broker that takes, refuses or does not answer, as the test says. */
abstract class UsageReportsBed {
    private static final long DAY = 20_786;

    private final Gateway gateway = new Gateway();
    final TestClock clock = new TestClock();
    final List<UsageReport> sent = new ArrayList<>();
    final List<Consumer<Boolean>> answers = new ArrayList<>();

    @TempDir
    Path temp;

    private NodeMessages messages;
    private Spool spool;
    MeteredCalls calls = new MeteredCalls();
    UsageReports reports;
    private CompiledStage stage;

    @Nullable
    RuntimeException fault;

    @BeforeEach
    void aNode() {
        KeyFile.createSymmetric(temp.resolve("cell.key"));
        messages = new NodeMessages(new Envelope(KeyFile.read(temp.resolve("cell.key"))));
        spool = Spool.open(SpoolFolder.open(temp.resolve("spool")), "0.1.0", Topics.PARTITIONS, SpoolLimits.DEFAULT);
        reports = run("boot-1");
        gateway.apiKeys().put(key("k1", VALUE, "p1"));
        gateway.apiKeys().put(plan("p1", "prod"));
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

    /** The reports of a run; those of the run before are none any more, as after a kill. */
    UsageReports run(String boot) {
        var self = new NodeIdentity("node-1", boot, "0.1.0", Instant.now(), "127.0.0.1:8001");
        calls = new MeteredCalls();
        return new UsageReports(
                gateway.apiKeys().usage(),
                calls,
                new UnsentUsage(spool, messages, Topics.ofCell("test"), self),
                self,
                (report, taken) -> {
                    if (fault != null) {
                        throw fault;
                    }
                    sent.add(report);
                    answers.add(taken);
                },
                clock::nanos);
    }

    void call() {
        gateway.call(stage, "GET", "/").header("x-api-key", VALUE).send();
    }

    static UsageReport.Metered metered(String stageName, long count) {
        return new UsageReport.Metered(TENANT, "abc1234567", stageName, null, DAY, count, 0, count);
    }

    void given(List<UsageReport.Metered> some) {
        GivenCalls.give(calls, some);
    }

    void metered(int stages) {
        given(IntStream.range(0, stages)
                .mapToObj(number -> metered("s" + number, 1))
                .toList());
    }

    /** When calls are due. */
    void run() {
        clock.forward(Duration.ofNanos(UsageReports.METER_NANOS));
        reports.run();
    }

    void runAndTake() {
        run();
        answers.getLast().accept(true);
    }

    void runWithoutBroker() {
        run();
        answers.getLast().accept(false);
        clock.forward(Duration.ofSeconds(2));
        run();
    }
}
