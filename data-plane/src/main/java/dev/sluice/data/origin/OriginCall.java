package dev.sluice.data.origin;

import dev.sluice.data.netty.TurnReads;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.OriginRequest;
import dev.sluice.data.pipeline.OriginResponse;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call: first it waits for a connection, then for the head, then it is the body of the answer. Confined to its loop.
 * Never reused, so a late cancel cannot hit another call.
 */
final class OriginCall extends Timed implements Body, OriginClient.Underway {
    private static final Failure TIMEOUT = new Failure.IntegrationTimeout();
    private static final Failure TOO_LARGE = new Failure.Configuration("the origin's answer passes the body limit");
    private static final Failure STALLED = new Failure.IntegrationUnreachable("the origin's body stalled");
    private static final int MAX_DRAINED_BYTES = 64 * 1024;
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** In place of a number of bytes: the next look at the body has none to compare with. */
    private static final long UNSEEN = -1;

    private enum State {
        WAITING,
        CALLING,
        BODY,
        /** Nobody wants the rest, but reading it costs less than another connection. */
        DRAINING,
        OVER
    }

    private final OriginPool pool;
    private final OriginRequest request;
    private final OriginClient.Answer answer;
    private State state = State.WAITING;
    private long timeoutAtNanos;
    private @Nullable OriginConnection connection;
    private long declaredBytes;
    private long receivedBytes;
    private long seenBytes = UNSEEN;
    private @Nullable Reader reader;
    private @Nullable Deque<ByteBuf> backlog;
    private @Nullable Failure broken;
    private boolean arrived;
    private boolean behind;
    private boolean starved;
    private long behindSinceNanos;

    OriginCall(OriginPool pool, OriginRequest request, OriginClient.Answer answer, long nowNanos) {
        this.pool = pool;
        this.request = request;
        this.answer = answer;
        this.timeoutAtNanos = timeoutFrom(nowNanos);
    }

    private long timeoutFrom(long nowNanos) {
        return nowNanos + TimeUnit.MILLISECONDS.toNanos(request.timeoutMillis());
    }

    OriginRequest request() {
        return request;
    }

    void waits() {
        pool.owner().deadlines().add(this, timeoutAtNanos);
    }

    void attach(OriginConnection newConnection) {
        connection = newConnection;
        state = State.CALLING;
        if (slot < 0) {
            waits();
        }
        newConnection.start(this);
    }

    /** The request is on its way as a whole: the origin's time starts, whatever the client took to send it. */
    void requestSent() {
        moveTimeout(timeoutFrom(System.nanoTime()));
    }

    /** The entry in the wheel stays; it expires too early, so that its look tells of no stall, and is set anew. */
    private void moveTimeout(long atNanos) {
        timeoutAtNanos = atNanos;
        seenBytes = UNSEEN;
    }

    /** No head will come. */
    void fail(Failure failure) {
        if (state == State.WAITING || state == State.CALLING) {
            dropRequest();
            over();
            answer.failed(failure);
        }
    }

    void head(int status, Headers headers, long declared) {
        if (declared > maxBytes()) {
            stopConnection();
            fail(TOO_LARGE);
            return;
        }
        state = State.BODY;
        keepsUp();
        declaredBytes = declared;
        watchForStall();
        answer.head(new OriginResponse(status, headers, this));
    }

    private long maxBytes() {
        return request.isForLongAnswer() ? Long.MAX_VALUE : pool.limits().bodyBytes();
    }

    private long stallNanos() {
        return request.isForLongAnswer()
                ? TimeUnit.MILLISECONDS.toNanos(request.longPauseMillis())
                : pool.limits().bodyStall().toNanos();
    }

    /** Without it the look at the deadline that is set already is enough: the call's time ends before any stall. */
    private void watchForStall() {
        long stallNanos = stallNanos();
        if (stallNanos < TimeUnit.MILLISECONDS.toNanos(request.timeoutMillis())) {
            long nowNanos = System.nanoTime();
            seenBytes = receivedBytes;
            pool.owner().deadlines().remove(this);
            pool.owner().deadlines().add(this, nowNanos + Math.min(stallNanos, timeoutAtNanos - nowNanos));
        }
    }

    /** Takes a slice of the body; the connection reads on only while the reader keeps up. */
    void slice(ByteBuf slice) {
        receivedBytes += slice.readableBytes();
        if (state == State.OVER || state == State.DRAINING) {
            slice.release();
        } else if (receivedBytes > maxBytes()) {
            slice.release();
            stopConnection();
            cut(TOO_LARGE);
        } else if (reader == null || behind) {
            keep(slice);
        } else if (!reader.accept(slice)) {
            fallBehind();
            pauseConnection();
        }
    }

    private void keep(ByteBuf slice) {
        if (backlog == null) {
            backlog = new ArrayDeque<>(4);
        }
        backlog.add(slice);
        pauseConnection();
    }

    /** The body is whole; what is not read yet stays with this call, the connection goes its own way. */
    void arrived() {
        pool.owner().deadlines().remove(this);
        arrived = true;
        connection = null;
        if (state == State.DRAINING) {
            over();
        } else {
            settle();
        }
    }

    /** Nothing more is at hand for now. */
    void quiet() {
        if (state == State.BODY && reader != null && !behind) {
            reader.idle();
        }
        if (!behind && !starved && room() == 0) {
            starved = true;
            behindSinceNanos = System.nanoTime();
            pauseConnection();
        }
    }

    /** How many bytes of the answer can go on; what comes before its head is known has to be read too. */
    int room() {
        return switch (state) {
            case CALLING -> answer.roomForHead();
            case BODY -> reader == null ? TurnReads.LEAST_READ_BYTES : reader.room();
            case WAITING, DRAINING, OVER -> Integer.MAX_VALUE;
        };
    }

    /** The body ends too early; what was kept is not worth sending. */
    void cut(Failure failure) {
        if (state == State.BODY && !arrived) {
            dropBacklog();
            broken = failure;
            connection = null;
            pool.owner().deadlines().remove(this);
            settle();
        } else if (state == State.DRAINING) {
            connection = null;
            over();
        }
    }

    @Override
    public long declaredBytes() {
        return declaredBytes;
    }

    @Override
    public void readTo(Reader newReader) {
        reader = newReader;
        drain();
    }

    @Override
    public void goOn() {
        if (state == State.CALLING) {
            more();
        }
    }

    @Override
    public void more() {
        keepsUp();
        drain();
    }

    /** Time in which the client does not keep up is not the origin's. */
    private void keepsUp() {
        if (behind || starved) {
            behind = false;
            starved = false;
            moveTimeout(timeoutAtNanos + System.nanoTime() - behindSinceNanos);
        }
    }

    private void fallBehind() {
        behind = true;
        behindSinceNanos = System.nanoTime();
    }

    private void drain() {
        while (!behind && reader != null && backlog != null && !backlog.isEmpty()) {
            if (!reader.accept(backlog.remove())) {
                fallBehind();
            }
        }
        settle();
        if ((state == State.BODY || state == State.CALLING) && !behind && connection != null) {
            connection.resume();
        }
    }

    /** Tells the reader how the body ended, once it has all that was kept. */
    private void settle() {
        if (state != State.BODY || reader == null || (backlog != null && !backlog.isEmpty())) {
            return;
        }
        if (broken != null) {
            over();
            reader.fail(broken);
        } else if (arrived) {
            over();
            reader.end();
        }
    }

    @Override
    public void cancel() {
        if (state == State.DRAINING) {
            return;
        }
        if (state == State.WAITING) {
            pool.abandon(this);
            dropRequest();
        }
        dropBacklog();
        OriginConnection current = connection;
        if (current != null && isWorthDraining(current)) {
            state = State.DRAINING;
            pool.owner().deadlines().remove(this);
            pool.owner().deadlines().add(this, System.nanoTime() + DRAIN_NANOS);
            current.resume();
        } else {
            over();
            stopConnection();
        }
    }

    /** A short rest that comes within a second is read to its end, so that the connection can serve another call. */
    private boolean isWorthDraining(OriginConnection current) {
        return state == State.BODY
                && current.isReusableAfterAnswer()
                && declaredBytes >= 0
                && declaredBytes - receivedBytes <= MAX_DRAINED_BYTES;
    }

    @Override
    public void run() {
        cancel();
    }

    /** Nobody began to read the request's body, which may hold bytes. */
    private void dropRequest() {
        if (state == State.WAITING) {
            request.body().cancel();
        }
    }

    private void over() {
        state = State.OVER;
        pool.owner().deadlines().remove(this);
    }

    private void dropBacklog() {
        if (backlog != null) {
            backlog.forEach(ByteBuf::release);
            backlog.clear();
        }
    }

    private void pauseConnection() {
        if (connection != null) {
            connection.pause();
        }
    }

    private void stopConnection() {
        OriginConnection current = connection;
        connection = null;
        if (current != null) {
            current.abort();
        }
    }

    @Override
    void expired(long nowNanos) {
        if (state == State.BODY) {
            expiredInBody(nowNanos);
        } else if (state == State.DRAINING) {
            over();
            stopConnection();
        } else if (timeoutAtNanos - nowNanos > 0) {
            waits();
        } else if (starved || (connection != null && connection.waitsForClient())) {
            timeoutAtNanos = timeoutFrom(nowNanos);
            behindSinceNanos = nowNanos;
            waits();
        } else {
            if (state == State.WAITING) {
                pool.abandon(this);
            }
            stopConnection();
            fail(TIMEOUT);
        }
    }

    /** The origin's time holds to the end of the body, however it trickles (rest-api-runtime 8.1). */
    private void expiredInBody(long nowNanos) {
        boolean waits = !behind && !starved && reader != null;
        long leftNanos = timeoutAtNanos - nowNanos;
        if (waits && leftNanos <= 0) {
            stopConnection();
            cut(TIMEOUT);
        } else if (waits && receivedBytes == seenBytes) {
            stopConnection();
            cut(STALLED);
        } else {
            seenBytes = waits ? receivedBytes : UNSEEN;
            long lookNanos = Math.min(stallNanos(), TimeUnit.MILLISECONDS.toNanos(request.timeoutMillis()));
            pool.owner().deadlines().add(this, nowNanos + (waits ? Math.min(lookNanos, leftNanos) : lookNanos));
        }
    }
}
