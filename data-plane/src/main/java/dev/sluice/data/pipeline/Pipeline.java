package dev.sluice.data.pipeline;

import java.util.List;

/**
 * The steps of one compiled method and the only loop over them. Immutable and shared by all event loops.
 * A failure ends the run and is rendered by the responder; a thrown exception is a bug and becomes
 * {@link Failure.Internal} here and nowhere else.
 */
public final class Pipeline {
    private final Step[] steps;
    private final FailureResponder responder;

    /** Turns a failure into {@link Exchange#reply()}. Must not throw. */
    public interface FailureResponder {
        void render(Exchange exchange, Failure failure);
    }

    public Pipeline(List<Step> steps, FailureResponder responder) {
        this.steps = steps.toArray(Step[]::new);
        this.responder = responder;
    }

    void advance(Exchange exchange, int from) {
        int index = from;
        while (index < steps.length) {
            Outcome outcome = run(exchange, index);
            index++;
            if (!(outcome instanceof Outcome.Proceed)) {
                settle(exchange, outcome);
                return;
            }
        }
        exchange.finish();
    }

    void resume(Exchange exchange, int next, Outcome outcome) {
        if (outcome instanceof Outcome.Proceed) {
            advance(exchange, next);
        } else {
            settle(exchange, outcome);
        }
    }

    void resume(Exchange exchange, int next, Step rest) {
        resume(exchange, next, run(exchange, rest));
    }

    private Outcome run(Exchange exchange, int index) {
        exchange.nextStep(index + 1);
        return run(exchange, steps[index]);
    }

    private static Outcome run(Exchange exchange, Step step) {
        try {
            return step.run(exchange);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError bug) {
            return new Outcome.Refuse(new Failure.Internal(bug));
        }
    }

    private void settle(Exchange exchange, Outcome outcome) {
        switch (outcome) {
            case Outcome.Pending _ -> {}
            case Outcome.Proceed _ -> exchange.finish();
            case Outcome.ReplyNow _ -> exchange.finish();
            case Outcome.Refuse(Failure failure) -> refuse(exchange, failure, responder);
        }
    }

    /** Ends an exchange with a failure, and lets go of every body that nobody will read then. */
    public static void refuse(Exchange exchange, Failure failure, FailureResponder responder) {
        exchange.failure(failure);
        responder.render(exchange, failure);
        dropOriginBody(exchange);
        dropRequestBody(exchange);
        exchange.finish();
    }

    /** A step may refuse after the origin's head came; then nobody reads the body behind it. */
    private static void dropOriginBody(Exchange exchange) {
        OriginResponse origin = exchange.originResponse();
        if (origin != null && !origin.body().equals(exchange.reply().body())) {
            origin.body().cancel();
        }
    }

    /** Nobody will read the rest of what the client sends, nor what an origin was to get of it. */
    private static void dropRequestBody(Exchange exchange) {
        OriginRequest request = exchange.originRequest();
        if (request != null) {
            request.body().cancel();
        }
        exchange.request().body().cancel();
    }
}
