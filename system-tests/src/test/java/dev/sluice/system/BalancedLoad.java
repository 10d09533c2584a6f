package dev.sluice.system;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A client behind a balancer: calls the two nodes in turns, some hundred times a second, and goes to the other node when one refuses the
 * connection. Every answer but 200, and every other fault, is a failure.
 */
final class BalancedLoad implements AutoCloseable {
    private static final long PAUSE_MILLIS = 5;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<URI> nodes;
    private final AtomicLong answers = new AtomicLong();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread caller;

    /** Begins at once, with calls of a path on both nodes. */
    BalancedLoad(Installation installation, String path) {
        nodes = List.of(uri(installation.trafficPort(1), path), uri(installation.trafficPort(2), path));
        caller = Thread.ofVirtual().start(this::run);
    }

    private static URI uri(int port, String path) {
        return URI.create("http://localhost:" + port + path);
    }

    void awaitMoreAnswers(int count, Duration limit) {
        long enough = answers.get() + count;
        Eventually.within(limit, count + " more answers", () -> answers.get() >= enough);
    }

    List<String> failures() {
        return failures;
    }

    private void run() {
        try {
            for (int turn = 0; !over.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS); turn++) {
                call(nodes.get(turn % 2), nodes.get((turn + 1) % 2));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void call(URI first, URI second) throws InterruptedException {
        try {
            int status;
            try {
                status = status(first);
            } catch (ConnectException refused) {
                status = status(second);
            }
            answers.incrementAndGet();
            if (status != 200) {
                failures.add("status " + status);
            }
        } catch (IOException broken) {
            failures.add(broken.toString());
        }
    }

    private int status(URI uri) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Override
    public void close() {
        over.countDown();
        try {
            caller.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.close();
    }
}
