package dev.sluice.data.access.tokens;

import dev.sluice.data.origin.OriginClient;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.OriginRequest;
import dev.sluice.data.pipeline.OriginResponse;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fetches key sets by the guarded client, each on one of the loops (security-requirements 33, 39), at the place that an
 * issuer's discovery document names where it has one. Any thread may ask.
 */
final class KeyFetch {
    private static final int TIMEOUT_MILLIS = 3_000;

    private final OriginClient client;
    private final List<EventLoop> loops;
    private final Executor readers;

    /** @param readers run what reads a document; they may refuse */
    KeyFetch(OriginClient client, List<EventLoop> loops, Executor readers) {
        this.client = client;
        this.loops = List.copyOf(loops);
        this.readers = readers;
    }

    /** Asks once; hears of the end once, on a loop or a reader or, when there is none any more, at once. */
    void fetch(Issuer issuer, Consumer<Fetched> then) {
        EventLoop loop = loops.get(Math.floorMod(issuer.hashCode(), loops.size()));
        switch (issuer.kind()) {
            case USER_POOL -> begin(loop, issuer.place(), then);
            case OPENID_CONNECT -> begin(loop, issuer.place(), document -> discovered(loop, issuer, document, then));
        }
    }

    private void begin(EventLoop loop, Issuer.Place place, Consumer<Fetched> then) {
        try {
            loop.execute(() -> call(loop, place, then));
        } catch (RejectedExecutionException _) {
            then.accept(new Fetched.Failed("the node stops"));
        }
    }

    /** A document that is missing is a fault of the issuer's today and not its end: the last good keys go on. */
    private void discovered(EventLoop loop, Issuer issuer, Fetched document, Consumer<Fetched> then) {
        switch (document) {
            case Fetched.Document(byte[] bytes) -> {
                try {
                    readers.execute(() -> follow(loop, Discovery.keys(issuer, bytes), then));
                } catch (RejectedExecutionException _) {
                    then.accept(new Fetched.Undiscovered("no worker is free to read its discovery document"));
                }
            }
            case Fetched.Failed(String reason) -> then.accept(new Fetched.Undiscovered(reason));
            case Fetched.Gone _, Fetched.Undiscovered _ ->
                then.accept(new Fetched.Undiscovered("it has no discovery document"));
        }
    }

    private void follow(EventLoop loop, Issuer.@Nullable Place keys, Consumer<Fetched> then) {
        if (keys == null) {
            then.accept(new Fetched.Undiscovered("its discovery document is another's or names no keys"));
        } else {
            begin(
                    loop,
                    keys,
                    found -> then.accept(
                            found instanceof Fetched.Gone ? new Fetched.Failed("it has no key set") : found));
        }
    }

    private void call(EventLoop loop, Issuer.Place place, Consumer<Fetched> then) {
        var origin = place.origin();
        OriginRequest request = new OriginRequest(
                "GET",
                origin.secure(),
                origin.host(),
                origin.port(),
                place.target(),
                new Headers(2).add("Host", place.header()).add("Accept", "application/json"),
                Body.EMPTY,
                TIMEOUT_MILLIS,
                origin.insecureSkipVerification(),
                0);
        var _ = client.call(loop, origin, request, new Reading(then));
    }

    /** Collects one answer. Confined to its loop. */
    private static final class Reading implements OriginClient.Answer, Body.Reader {
        private static final Fetched TOO_LARGE =
                new Fetched.Failed("the document has more than " + KeySet.MAX_BYTES + " bytes");

        private final Consumer<Fetched> then;
        private final ByteArrayOutputStream document = new ByteArrayOutputStream();
        private Body body = Body.EMPTY;
        private boolean over;

        Reading(Consumer<Fetched> then) {
            this.then = then;
        }

        @Override
        public void head(OriginResponse response) {
            body = response.body();
            if (response.status() == 200 && body.declaredBytes() <= KeySet.MAX_BYTES) {
                body.readTo(this);
                return;
            }
            body.cancel();
            switch (response.status()) {
                case 200 -> end(TOO_LARGE);
                case 404, 410 -> end(new Fetched.Gone());
                default -> end(new Fetched.Failed("the answer has status " + response.status()));
            }
        }

        @Override
        public boolean accept(ByteBuf slice) {
            byte[] bytes = new byte[slice.readableBytes()];
            slice.readBytes(bytes);
            slice.release();
            if (!over && document.size() + bytes.length > KeySet.MAX_BYTES) {
                end(TOO_LARGE);
                body.cancel();
            } else if (!over) {
                document.writeBytes(bytes);
            }
            return true;
        }

        @Override
        public void end() {
            end(new Fetched.Document(document.toByteArray()));
        }

        @Override
        public void fail(Failure failure) {
            failed(failure);
        }

        @Override
        public void failed(Failure failure) {
            end(new Fetched.Failed(
                    switch (failure) {
                        case Failure.IntegrationTimeout _ -> "it did not answer in time";
                        case Failure.IntegrationUnreachable(String reason) -> reason;
                        case Failure.IntegrationInvalid(String reason) -> reason;
                        case Failure.Configuration(String reason) -> reason;
                        default -> "it was not asked";
                    }));
        }

        private void end(Fetched fetched) {
            if (!over) {
                over = true;
                then.accept(fetched);
            }
        }
    }
}
