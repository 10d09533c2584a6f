package dev.sluice.system;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Calls of nodes at given rates, whatever the answers are, and when which answer came. */
final class PacedCalls implements AutoCloseable {
    private static final int TOO_MANY_REQUESTS = 429;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService pace = Executors.newScheduledThreadPool(1);
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

    private record Answer(long atNanos, int status) {}

    /** Calls from now on, so many times a second. */
    void begin(URI uri, double perSecond) {
        long pauseNanos = Math.round(TimeUnit.SECONDS.toNanos(1) / perSecond);
        var _ = pace.scheduleAtFixedRate(() -> call(uri), 0, pauseNanos, TimeUnit.NANOSECONDS);
    }

    private void call(URI uri) {
        var _ = http.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .whenComplete((answer, failure) ->
                        answers.add(new Answer(System.nanoTime(), failure == null ? answer.statusCode() : 0)));
    }

    /** Calls so many times at once; returns when all have their answers. */
    void burst(URI uri, int calls) {
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int call = 0; call < calls; call++) {
            all.add(http.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                    .thenAccept(answer -> answers.add(new Answer(System.nanoTime(), answer.statusCode()))));
        }
        all.forEach(CompletableFuture::join);
    }

    /** Calls that passed within a time; every answer but 200 and 429 is a failure. */
    long passed(long fromNanos, Duration time) {
        return answers.stream()
                .filter(answer -> answer.atNanos() >= fromNanos && answer.atNanos() < fromNanos + time.toNanos())
                .filter(answer -> {
                    if (answer.status() != 200 && answer.status() != TOO_MANY_REQUESTS) {
                        throw new AssertionError("an answer had the status " + answer.status());
                    }
                    return answer.status() == 200;
                })
                .count();
    }

    @Override
    public void close() {
        pace.shutdownNow();
        http.close();
    }
}
