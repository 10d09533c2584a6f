package dev.sluice.data.boot;

import dev.sluice.contracts.calls.CallRefused;
import dev.sluice.contracts.calls.SignedCall;
import dev.sluice.contracts.records.RecordLimits;
import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.data.edge.TestPermits;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Lets the control plane run what is not deployed, of one kind. The signature and a permit come before the body is read; the
 * body is a signed record for this run of the node alone, the answer is sealed for the call. Refusals have no body. A
 * fault closes the connection: the method may have run, and to a refusal the caller would ask another node.
 */
final class TestDoor<C> {
    private static final Logger LOG = Logger.getLogger(TestDoor.class);
    private static final Duration BODY_LIMIT = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int MALFORMED = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TIMED_OUT = 408;
    private static final int LENGTH_REQUIRED = 411;
    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private final NodeKeys keys;
    private final String boot;
    private final TestKind<C> kind;
    private final Executor workers;
    private final TestPermits permits;

    /**
     * One per kind and node.
     *
     * @param boot id of the node's run: a call for another run is not answered, even if it is repeated within its window
     * @param workers where records are opened, methods compiled and answers sealed; may refuse
     */
    TestDoor(NodeKeys keys, String boot, TestKind<C> kind, Executor workers, TestPermits permits) {
        this.keys = keys;
        this.boot = boot;
        this.kind = kind;
        this.workers = workers;
        this.permits = permits;
    }

    /** Takes a call on the given Vert.x context, its own. */
    void take(HttpServerRequest request, Context context) {
        String path = Objects.requireNonNullElse(request.path(), "");
        SignedCall call;
        try {
            String header = request.getHeader(SignedCall.HEADER);
            call = keys.calls().verify(request.method().name(), path, header, Instant.now());
        } catch (CallRefused refused) {
            LOG.debugf("An internal call is refused. failure=%s", refused.getMessage());
            end(request, FORBIDDEN);
            return;
        }
        int refusal = refusal(request, path);
        if (refusal != OK) {
            end(request, refusal);
        } else if (!permits.enter()) {
            end(request, UNAVAILABLE);
        } else {
            new Running(request, call, context).read();
        }
    }

    private int refusal(HttpServerRequest request, String path) {
        if (!path.equals(kind.path() + boot)) {
            return NOT_FOUND;
        }
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return LENGTH_REQUIRED;
        }
        // The server has read the length as a number before.
        return Long.parseLong(length) > RecordLimits.MAX_PACKED_BYTES ? TOO_LARGE : OK;
    }

    /** Refuses a call whose body nobody keeps: it passes by, since a caller may read the answer only behind it. */
    static void end(HttpServerRequest request, int status) {
        var _ = refuse(request, status);
        if (request.isEnded()) {
            return;
        }
        request.endHandler(_ -> request.connection().close());
        request.resume();
    }

    private static Future<Void> refuse(HttpServerRequest request, int status) {
        return request.response()
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .setStatusCode(status)
                .end();
    }

    /** One call that holds a permit, from its body to its answer. */
    private final class Running {
        private final HttpServerRequest request;
        private final SignedCall call;
        private final Context context;
        private boolean over;
        private @Nullable String tenant;
        private @Nullable Runnable stop;

        Running(HttpServerRequest request, SignedCall call, Context context) {
            this.request = request;
            this.call = call;
            this.context = context;
        }

        void read() {
            request.response().closeHandler(_ -> gone());
            long deadline = context.owner().setTimer(BODY_LIMIT.toMillis(), _ -> late());
            request.body()
                    .onComplete(_ -> context.owner().cancelTimer(deadline))
                    .onSuccess(body -> work(() -> run(body.getBytes())))
                    .onFailure(_ -> gone());
            // Quarkus hands over a paused request and would resume it for a body handler only.
            request.resume();
        }

        private void late() {
            gone();
            refuse(request, TIMED_OUT).onComplete(_ -> request.connection().close());
        }

        /** Away from every loop; whatever fails there ends the call. */
        private void work(Runnable task) {
            try {
                workers.execute(() -> {
                    try {
                        task.run();
                    } catch (Throwable bug) {
                        LOG.error("A test invocation failed by a bug.", bug);
                        breakOff();
                    }
                });
            } catch (RejectedExecutionException _) {
                if (isBegun()) {
                    breakOff();
                } else {
                    respond(UNAVAILABLE, Buffer.buffer());
                }
            }
        }

        private void run(byte[] body) {
            if (!call.isBody(body)) {
                respond(FORBIDDEN, Buffer.buffer());
                return;
            }
            C test;
            try {
                test = keys.reader().read(kind.place(), boot, body, kind.type());
            } catch (RecordRefused refused) {
                LOG.warnf("A test invocation is refused. failure=%s", refused.getMessage());
                respond(MALFORMED, Buffer.buffer());
                return;
            }
            if (enter(kind.tenant().apply(test))) {
                began(kind.runner().run(test, answer -> work(() -> send(answer.get()))));
            } else {
                respond(TOO_MANY, Buffer.buffer());
            }
        }

        private void send(Object answer) {
            byte[] sealed = keys.answers().write(kind.answerPlace(), call.nonce(), answer);
            respond(OK, Buffer.buffer(sealed));
        }

        private void respond(int status, Buffer body) {
            leave();
            context.runOnContext(_ -> {
                if (!request.response().ended() && !request.response().closed()) {
                    request.response().setStatusCode(status).end(body);
                }
            });
        }

        /** The method may have run: a status would let the caller try it on another node, a broken call does not. */
        private void breakOff() {
            gone();
            context.runOnContext(_ -> request.connection().close());
        }

        /** The caller does not wait any more. */
        private void gone() {
            Runnable running = leave();
            if (running != null) {
                running.run();
            }
        }

        /** Counts the call for its tenant; false when that has its share, or the call is over already. */
        private synchronized boolean enter(String owner) {
            if (over || !permits.enter(owner)) {
                return false;
            }
            tenant = owner;
            return true;
        }

        private synchronized boolean isBegun() {
            return tenant != null;
        }

        /** The method runs; it is stopped at once when the caller went while it was compiled. */
        private void began(Runnable running) {
            synchronized (this) {
                stop = running;
                if (!over) {
                    return;
                }
            }
            running.run();
        }

        /** Gives back what the call holds, once. What stops its method, if that runs. */
        private synchronized @Nullable Runnable leave() {
            if (!over) {
                over = true;
                permits.leave();
                if (tenant != null) {
                    permits.leave(tenant);
                }
            }
            return stop;
        }
    }
}
