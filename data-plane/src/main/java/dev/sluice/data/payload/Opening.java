package dev.sluice.data.payload;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Outcome;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets an exchange wait until the beginning of a body is at hand. Confined to the exchange's loop. */
final class Opening {
    private final Exchange exchange;
    private final Function<OpenedBody, Outcome> then;
    private @Nullable Outcome outcome;
    private boolean pending;

    private Opening(Exchange exchange, Function<OpenedBody, Outcome> then) {
        this.exchange = exchange;
        this.then = then;
    }

    /**
     * Opens a body and goes on: at once when it is there already, else the outcome is {@link Outcome#PENDING} and the
     * exchange resumes later. A body that fails before refuses the exchange.
     */
    static Outcome of(Exchange exchange, Body source, int wantedBytes, Function<OpenedBody, Outcome> then) {
        Opening opening = new Opening(exchange, then);
        OpenedBody body = new OpenedBody(exchange.held(), source, wantedBytes, opening::opened);
        body.open();
        Outcome known = opening.outcome;
        if (known != null) {
            return known;
        }
        opening.pending = true;
        exchange.onCancel(body::cancel);
        return Outcome.PENDING;
    }

    private void opened(OpenedBody body) {
        Failure failure = body.failure();
        Outcome next = failure == null ? then.apply(body) : new Outcome.Refuse(failure);
        if (pending) {
            exchange.resume(next);
        } else {
            outcome = next;
        }
    }
}
