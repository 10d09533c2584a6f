package dev.sluice.data.integration;

import dev.sluice.data.origin.OriginClient;
import dev.sluice.data.origin.OriginKey;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.ExecutionLog;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.OriginRequest;
import dev.sluice.data.pipeline.OriginResponse;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;
import org.jspecify.annotations.Nullable;

/** Sends the mapped request to its origin and goes on when the head of the answer is there. */
public final class OriginStep implements Step {
    private static final String ASYNCHRONOUS = "Event";

    private final OriginClient client;
    private final @Nullable OriginKey fixed;
    private final boolean invokes;

    /**
     * One per compiled method.
     *
     * @param fixed the origin, when no request can change it
     */
    public OriginStep(OriginClient client, @Nullable OriginKey fixed) {
        this(client, fixed, false);
    }

    private OriginStep(OriginClient client, @Nullable OriginKey fixed, boolean invokes) {
        this.client = client;
        this.fixed = fixed;
        this.invokes = invokes;
    }

    /** For functions and AWS services: an asynchronous invocation goes on when the client leaves (decisions 51). */
    public static OriginStep ofAws(OriginClient client) {
        return new OriginStep(client, null, true);
    }

    @Override
    public Outcome run(Exchange exchange) {
        OriginRequest request = exchange.originRequest();
        if (request == null) {
            return new Outcome.Refuse(new Failure.Configuration("no request was mapped"));
        }
        exchange.forgetRequestBody();
        OriginKey key = fixed == null ? keyOf(exchange, request) : fixed;
        ExecutionLog log = exchange.log();
        OriginRequest sent = log == null ? request : log.sending(request);
        boolean asynchronous = invokes && ASYNCHRONOUS.equals(request.headers().last("X-Amz-Invocation-Type"));
        Waiting waiting = new Waiting(exchange, asynchronous);
        waiting.calling(client.call(exchange.loop(), key, sent, waiting));
        return Outcome.PENDING;
    }

    private static OriginKey keyOf(Exchange exchange, OriginRequest request) {
        return new OriginKey(
                exchange.routedStage().tenant(),
                request.host(),
                request.port(),
                request.secure(),
                request.insecureSkipVerification());
    }

    /** One exchange that waits for its origin; until the last byte the client's leaving stops the call. */
    private static final class Waiting implements OriginClient.Answer, Runnable {
        private final Exchange exchange;
        private final boolean asynchronous;
        private final long startNanos = System.nanoTime();
        private OriginClient.@Nullable Underway stop;
        private boolean answered;

        Waiting(Exchange exchange, boolean asynchronous) {
            this.exchange = exchange;
            this.asynchronous = asynchronous;
        }

        void calling(OriginClient.Underway newStop) {
            stop = newStop;
            if (!answered && !asynchronous) {
                exchange.onCancel(this);
            }
        }

        @Override
        public void run() {
            if (stop != null) {
                stop.run();
            }
        }

        @Override
        public int roomForHead() {
            int room = exchange.replyRoom();
            if (room == 0 && stop != null) {
                exchange.whenRoom(stop::goOn);
            }
            return room;
        }

        @Override
        public void head(OriginResponse response) {
            answered = true;
            long nanos = System.nanoTime() - startNanos;
            ExecutionLog log = exchange.log();
            exchange.originNanos(nanos);
            exchange.originResponse(log == null ? response : log.received(response, nanos));
            exchange.resume(Outcome.PROCEED);
        }

        @Override
        public void failed(Failure failure) {
            answered = true;
            exchange.resume(new Outcome.Refuse(failure));
        }
    }
}
