package dev.sluice.quickstart.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.quickstart.process.Readiness.HealthCheck;
import dev.sluice.quickstart.process.Readiness.PostmasterFile;
import dev.sluice.quickstart.settings.StartFailed;
import dev.sluice.quickstart.state.PidFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Supervisor supervisor;

    @BeforeEach
    void makeSupervisor() {
        supervisor = new Supervisor(new PidFiles(folder), () -> {}, Duration.ofMillis(20));
    }

    @AfterEach
    void stopAll() throws InterruptedException {
        supervisor.stop(supervisor.services(), () -> true, _ -> {});
    }

    @Test
    void startsAgainWhatDies() throws InterruptedException {
        // given
        var supervised = supervisor.start(service(ready() + "exec sleep 60"));
        supervisor.awaitReady(supervised, LIMIT);
        long first = supervised.pid();

        // when
        var killed = ProcessHandle.of(first).orElseThrow();
        killed.destroyForcibly();
        killed.onExit().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        awaitRestart(supervised);

        // then
        assertThat(supervised.restarts()).isEqualTo(1);
        assertThat(supervised.pid()).isPositive().isNotEqualTo(first);
    }

    @Test
    void startsAgainWhatSaysRepeatedlyThatItIsDown() throws Exception {
        // given
        var health = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var falls = new AtomicBoolean();
        var lookedDown = new AtomicInteger();
        health.createContext("/q/health/ready", exchange -> answer(exchange, 200));
        health.createContext(
                "/q/health/live",
                exchange -> answer(exchange, falls.get() && lookedDown.incrementAndGet() <= 3 ? 503 : 200));
        health.start();
        try {
            var supervised = supervisor.start(
                    service("exec sleep 60", new HealthCheck(health.getAddress().getPort())));
            supervisor.awaitReady(supervised, LIMIT);
            long first = supervised.pid();

            // when
            falls.set(true);
            awaitRestart(supervised);

            // then
            assertThat(supervised.pid()).isPositive().isNotEqualTo(first);
            assertThat(lookedDown.get()).isGreaterThanOrEqualTo(3);
        } finally {
            health.stop(0);
        }
    }

    @Test
    void saysWhoIsWaitedFor() throws InterruptedException {
        // given
        var told = new CopyOnWriteArrayList<String>();
        var supervised = supervisor.start(service("trap '' TERM; " + ready() + "while :; do sleep 1; done"));
        supervisor.awaitReady(supervised, LIMIT);

        // when
        supervisor.stop(List.of(supervised), () -> !told.isEmpty(), told::add);

        // then
        assertThat(told).startsWith("waiting for sample (at most 5 s)");
    }

    @Test
    void endsTheWaitWhenTheCheckRefuses() {
        // given
        var supervised = supervisor.start(service("exec sleep 60"));

        // then
        assertThatThrownBy(() -> supervisor.awaitReady(supervised, LIMIT, () -> {
                    throw new StartFailed("The disk is full.");
                }))
                .isInstanceOf(StartFailed.class)
                .hasMessage("The disk is full.");
    }

    @Test
    void endsWhatItStartedAndNothingIsLeft() throws InterruptedException {
        // given
        var supervised = supervisor.start(service(ready() + "exec sleep 60"));
        supervisor.awaitReady(supervised, LIMIT);
        long pid = supervised.pid();

        // when
        supervisor.stop(List.of(supervised), () -> false, _ -> {});

        // then
        assertThat(supervised.state()).isEqualTo(Supervised.State.STOPPED);
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void endsByForceWhatIgnoresTheSignalWhenItShallHurry() throws InterruptedException {
        // given
        var supervised = supervisor.start(service("trap '' TERM; " + ready() + "while :; do sleep 1; done"));
        supervisor.awaitReady(supervised, LIMIT);

        // when
        supervisor.stop(List.of(supervised), () -> true, _ -> {});

        // then
        assertThat(supervised.state()).isEqualTo(Supervised.State.STOPPED);
    }

    @Test
    void givesUpOnAStartAfterThreeDeathsAndShowsTheLog() {
        // given
        var supervised = supervisor.start(service("echo the reason; exit 1"));

        // then
        assertThatThrownBy(() -> supervisor.awaitReady(supervised, LIMIT))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("sample ended 3 times while starting")
                .hasMessageContaining("the reason");
    }

    @Test
    void startsNothingOnceAStopHasBegun() {
        // given
        supervisor.refuseStarts();

        // then
        assertThatThrownBy(() -> supervisor.start(service("true"))).isInstanceOf(Supervisor.StoppedWhileStarting.class);
    }

    private void awaitRestart(Supervised supervised) throws InterruptedException {
        var end = System.nanoTime() + LIMIT.toNanos();
        while (supervised.restarts() == 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        supervisor.awaitReady(supervised, LIMIT);
    }

    /** Says ready in the way that PostgreSQL does. */
    private String ready() {
        return "printf '1\\n2\\n3\\n4\\n5\\n6\\n7\\nready\\n' > '%s'; ".formatted(folder.resolve("ready"));
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private Service service(String script) {
        return service(script, new PostmasterFile(folder.resolve("ready")));
    }

    private Service service(String script, Readiness readiness) {
        return new Service(
                "sample",
                List.of("sh", "-c", script),
                Map.of(),
                folder.resolve("sample.log"),
                readiness,
                StopSignal.TERMINATE,
                "nowhere",
                Duration.ofSeconds(5));
    }
}
