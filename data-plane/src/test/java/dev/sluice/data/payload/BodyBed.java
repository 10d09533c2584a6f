package dev.sluice.data.payload;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.MethodFacts;
import dev.sluice.data.pipeline.OriginResponse;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Pipeline;
import dev.sluice.data.pipeline.Request;
import dev.sluice.data.pipeline.StageFacts;
import dev.sluice.data.pipeline.Step;
import dev.sluice.data.response.GatewayResponder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs bodies and steps on a loop, with sources and readers that pause as they please. */
final class BodyBed implements AutoCloseable {
    private final EventLoop loop = new DefaultEventLoop();

    /** What a reader got. */
    static final class Read {
        private final byte[] bytes;
        private final @Nullable Failure failure;

        Read(byte[] bytes, @Nullable Failure failure) {
            this.bytes = bytes;
            this.failure = failure;
        }

        byte[] bytes() {
            return bytes;
        }

        @Nullable
        Failure failure() {
            return failure;
        }
    }

    /** What a client would get. */
    static final class Answer {
        private final int status;
        private final Headers headers;
        private final long declared;
        private final byte[] bytes;
        private final @Nullable Failure failure;

        Answer(int status, Headers headers, long declared, byte[] bytes, @Nullable Failure failure) {
            this.status = status;
            this.headers = headers;
            this.declared = declared;
            this.bytes = bytes;
            this.failure = failure;
        }

        int status() {
            return status;
        }

        Headers headers() {
            return headers;
        }

        long declared() {
            return declared;
        }

        byte[] bytes() {
            return bytes;
        }

        @Nullable
        Failure failure() {
            return failure;
        }
    }

    EventLoop loop() {
        return loop;
    }

    /** Reads a body to its end, pausing at random. */
    Read read(Function<EventLoop, Body> body, Random random) {
        CompletableFuture<Read> done = new CompletableFuture<>();
        loop.execute(() -> {
            Body made = body.apply(loop);
            made.readTo(new Sink(made, loop, random, done));
        });
        return done.orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** Lets a reply run through steps, and reads what comes of it. */
    Answer reply(Body source, Headers asked, Headers origin, Random random, Step... steps) {
        CompletableFuture<Answer> done = new CompletableFuture<>();
        loop.execute(() -> exchange(source, asked, origin, List.of(steps), ended -> {
            Body body = ended.reply().body();
            long declared = body.declaredBytes();
            CompletableFuture<Read> read = new CompletableFuture<>();
            var _ = read.thenAccept(all -> done.complete(new Answer(
                    ended.reply().status(),
                    ended.reply().headers(),
                    declared,
                    all.bytes(),
                    all.failure() == null ? ended.failure() : all.failure())));
            body.readTo(new Sink(body, loop, random, read));
        }));
        return done.orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** Starts an exchange whose reply is on its way; call on the loop. */
    Exchange exchange(Body source, Headers asked, Headers origin, List<Step> steps, Exchange.ReplyWriter writer) {
        Request request = new Request(
                "GET",
                false,
                "h",
                "/",
                "/",
                "/",
                "",
                asked,
                Body.EMPTY,
                "192.0.2.7",
                "192.0.2.7",
                8000,
                "GET",
                "/",
                null,
                null);
        var ids = new Exchange.Ids("7c5d5a0e-6c7f-4d5e-9a51-0123456789ab", "AAAAAAAAAAAAAAA=", 1_800_000_000_000L);
        Exchange exchange = new Exchange(loop, writer, request, ids, System.nanoTime());
        List<Step> all = new ArrayList<>();
        all.add(begun -> {
            begun.originResponse(new OriginResponse(200, origin, source));
            begun.reply().headers(new Headers());
            begun.reply().body(source);
            return Outcome.PROCEED;
        });
        all.addAll(steps);
        exchange.route(
                new StageFacts("123456789012", "abcdefghij", "prod", "dep123", Map.of()),
                new MethodFacts("res123", "/", "GET", null, List.of()),
                new String[0],
                new Pipeline(all, new GatewayResponder(10_485_760)));
        return exchange;
    }

    /** A body that comes in slices of random size, some at once and some later. */
    Body sliced(byte[] bytes, boolean declared, @Nullable Failure cut, Random random) {
        return new Slices(bytes, declared ? bytes.length : Body.UNKNOWN, cut, loop, random);
    }

    static final class Slices implements Body {
        private final byte[] bytes;
        private final long declared;
        private final @Nullable Failure cut;
        private final EventLoop loop;
        private final Random random;
        private @Nullable Reader reader;
        private int at;
        private boolean told;
        private boolean sending;
        private boolean scheduled;
        private volatile boolean cancelled;

        Slices(byte[] bytes, long declared, @Nullable Failure cut, EventLoop loop, Random random) {
            this.bytes = bytes;
            this.declared = declared;
            this.cut = cut;
            this.loop = loop;
            this.random = random;
        }

        boolean isCancelled() {
            return cancelled;
        }

        @Override
        public long declaredBytes() {
            return declared;
        }

        @Override
        public void readTo(Reader newReader) {
            reader = newReader;
            send();
        }

        @Override
        public void more() {
            if (!sending) {
                send();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        private void send() {
            Reader current = reader;
            if (current == null || scheduled) {
                return;
            }
            boolean on = true;
            while (at < bytes.length && on && !cancelled) {
                int count = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 4 : 30_000));
                ByteBuf slice = PooledByteBufAllocator.DEFAULT.ioBuffer(count).writeBytes(bytes, at, count);
                at += count;
                sending = true;
                on = current.accept(slice);
                sending = false;
                if (on && random.nextInt(8) == 0) {
                    current.idle();
                    scheduled = true;
                    loop.execute(() -> {
                        scheduled = false;
                        send();
                    });
                    return;
                }
            }
            if (at == bytes.length && !told && !cancelled) {
                told = true;
                if (cut == null) {
                    current.end();
                } else {
                    current.fail(cut);
                }
            }
        }
    }

    private static final class Sink implements Body.Reader {
        private final Body body;
        private final EventLoop loop;
        private final Random random;
        private final CompletableFuture<Read> done;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean behind;

        Sink(Body body, EventLoop loop, Random random, CompletableFuture<Read> done) {
            this.body = body;
            this.loop = loop;
            this.random = random;
            this.done = done;
        }

        @Override
        public boolean accept(ByteBuf slice) {
            if (behind) {
                done.completeExceptionally(new AssertionError("a slice came while the reader was behind"));
            }
            byte[] piece = new byte[slice.readableBytes()];
            slice.readBytes(piece);
            slice.release();
            bytes.writeBytes(piece);
            if (random.nextInt(3) > 0) {
                return true;
            }
            behind = true;
            loop.execute(() -> {
                behind = false;
                body.more();
            });
            return false;
        }

        @Override
        public void end() {
            done.complete(new Read(bytes.toByteArray(), null));
        }

        @Override
        public void fail(Failure failure) {
            done.complete(new Read(bytes.toByteArray(), failure));
        }
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
