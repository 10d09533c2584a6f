package dev.sluice.data.origin;

import dev.sluice.data.fixtures.WatchedLoops;
import dev.sluice.data.netty.Loops;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.OriginRequest;
import dev.sluice.data.pipeline.OriginResponse;
import dev.sluice.fixtures.Await;
import io.netty.buffer.ByteBuf;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The guarded client on one real loop, with loopback allowed. */
final class OriginBed implements AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(30);

    /** Of whatever is not a test's subject. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    static final OriginLimits LIMITS = limits(IDLE, PATIENCE, PATIENCE, PATIENCE);

    final Loops loops = WatchedLoops.startNio(1);
    final OriginClient client;

    OriginBed(List<String> allowed, OriginLimits limits, List<X509Certificate> authorities) {
        this(allowed, limits, authorities, DnsServerAddressStreamProviders.platformDefault());
    }

    OriginBed(
            List<String> allowed,
            OriginLimits limits,
            List<X509Certificate> authorities,
            DnsServerAddressStreamProvider nameServers) {
        var rules = new AddressRules(allowed, List.of());
        client = new OriginClient(
                new OriginClient.Setup(rules, limits, new OriginTls(authorities), nameServers, loops.clientChannel()));
    }

    OriginBed() {
        this(LIMITS);
    }

    OriginBed(OriginLimits limits) {
        this(List.of("127.0.0.0/8"), limits, List.of());
    }

    private static OriginLimits limits(Duration idle, Duration connect, Duration bodyStall, Duration breakerOpen) {
        return new OriginLimits(4, 4, idle, connect, bodyStall, 1_000_000, 3, breakerOpen);
    }

    static OriginLimits idle(Duration idle) {
        return limits(idle, PATIENCE, PATIENCE, PATIENCE);
    }

    static OriginLimits connect(Duration connect) {
        return limits(IDLE, connect, PATIENCE, PATIENCE);
    }

    static OriginLimits bodyStall(Duration bodyStall) {
        return limits(IDLE, PATIENCE, bodyStall, PATIENCE);
    }

    static OriginLimits breakerOpen(Duration breakerOpen) {
        return limits(IDLE, PATIENCE, PATIENCE, breakerOpen);
    }

    /** Every part of a call that a test may want to change. */
    static final class Call {
        String verb = "GET";
        String host = "127.0.0.1";
        int port;
        boolean secure;
        boolean insecure;
        String target = "/";
        Headers headers = new Headers().add("Host", "origin");
        Body body = Body.EMPTY;
        int timeoutMillis = 30_000;
        boolean readsNothing;
        boolean cancelsBody;
        /** Until the test says more. */
        boolean takesOneSlice;
        /** Until the test makes some. */
        boolean hasNoRoom;

        Call(int port) {
            this.port = port;
        }
    }

    /** How a call ended. */
    record Result(
            int status,
            @Nullable Headers headers,
            String body,
            @Nullable Failure failure) {}

    /** A call under way. */
    final class Running implements OriginClient.Answer, Body.Reader {
        final CompletableFuture<Result> result = new CompletableFuture<>();
        final CompletableFuture<OriginResponse> head = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();
        private final boolean readsNothing;
        private final boolean cancelsBody;
        private final boolean takesOneSlice;
        private boolean hasNoRoom;
        private boolean askedForRoom;
        private int slices;
        private OriginClient.@Nullable Underway stop;

        Running(Call call) {
            this.readsNothing = call.readsNothing;
            this.cancelsBody = call.cancelsBody;
            this.takesOneSlice = call.takesOneSlice;
            this.hasNoRoom = call.hasNoRoom;
        }

        void cancel() {
            loops.each().getFirst().execute(() -> {
                if (stop != null) {
                    stop.run();
                }
            });
        }

        /** Whoever waited for room for the head hears of it late. */
        void goOn() {
            loops.each()
                    .getFirst()
                    .submit(() -> Objects.requireNonNull(stop).goOn())
                    .syncUninterruptibly();
        }

        /** Whoever was behind reads on. */
        void more() {
            loops.each().getFirst().submit(() -> head.join().body().more()).syncUninterruptibly();
        }

        /** A read that was under way when the room ended brings the head. */
        void headComes() {
            loops.each()
                    .getFirst()
                    .submit(() -> ((OriginCall) Objects.requireNonNull(stop)).head(200, new Headers(), 10))
                    .syncUninterruptibly();
        }

        /** There is room for the head, and the call hears of it. */
        void makeRoom() {
            loops.each().getFirst().submit(() -> hasNoRoom = false).syncUninterruptibly();
            goOn();
        }

        /** Until there is no room for what has come. */
        void awaitStarving() {
            var loop = loops.each().getFirst();
            Await.until(
                    "the head has no room",
                    () -> loop.submit(() -> askedForRoom && hasNoRoom)
                            .syncUninterruptibly()
                            .getNow());
        }

        /** What the call waits for at the latest, or waited for last. */
        long deadlineNanos() {
            return loops.each()
                    .getFirst()
                    .submit(() -> ((OriginCall) Objects.requireNonNull(stop)).deadlineNanos)
                    .syncUninterruptibly()
                    .getNow();
        }

        @Override
        public int roomForHead() {
            askedForRoom = true;
            return hasNoRoom ? 0 : Integer.MAX_VALUE;
        }

        /** How many slices of the body it was given. */
        int slices() {
            return loops.each()
                    .getFirst()
                    .submit(() -> slices)
                    .syncUninterruptibly()
                    .getNow();
        }

        void read() {
            loops.each().getFirst().execute(() -> head.join().body().readTo(this));
        }

        Result await() {
            try {
                return result.get(60, TimeUnit.SECONDS);
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        }

        /** Waits for the head alone. */
        void awaitHead() {
            try {
                head.get(60, TimeUnit.SECONDS);
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        }

        @Override
        public void head(OriginResponse newResponse) {
            head.complete(newResponse);
            if (cancelsBody) {
                newResponse.body().cancel();
            } else if (!readsNothing) {
                newResponse.body().readTo(this);
            }
        }

        @Override
        public void failed(Failure failure) {
            head.completeExceptionally(new IllegalStateException(failure.toString()));
            result.complete(new Result(0, null, "", failure));
        }

        @Override
        public boolean accept(ByteBuf slice) {
            text.append(slice.toString(StandardCharsets.ISO_8859_1));
            slice.release();
            slices++;
            return !takesOneSlice;
        }

        @Override
        public void end() {
            complete(null);
        }

        @Override
        public void fail(Failure failure) {
            complete(failure);
        }

        private void complete(@Nullable Failure failure) {
            OriginResponse from = head.join();
            result.complete(new Result(from.status(), from.headers(), text.toString(), failure));
        }
    }

    Running start(Call call) {
        Running running = new Running(call);
        OriginKey key = new OriginKey("t1", call.host, call.port, call.secure, call.insecure);
        OriginRequest request = new OriginRequest(
                call.verb,
                call.secure,
                call.host,
                call.port,
                call.target,
                call.headers,
                call.body,
                call.timeoutMillis,
                call.insecure,
                0);
        var loop = loops.each().getFirst();
        loop.execute(() -> running.stop = client.call(loop, key, request, running));
        return running;
    }

    Result send(Call call) {
        return start(call).await();
    }

    /** Lets the loop see what has arrived on its sockets. */
    void settle() {
        loops.each().getFirst().schedule(() -> {}, 50, TimeUnit.MILLISECONDS).syncUninterruptibly();
    }

    Result get(int port) {
        return send(new Call(port));
    }

    @Override
    public void close() {
        client.close();
        loops.stop().syncUninterruptibly();
    }
}
