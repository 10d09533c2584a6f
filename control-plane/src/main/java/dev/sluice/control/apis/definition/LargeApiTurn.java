package dev.sluice.control.apis.definition;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;

/** The turn of the present request to hold large APIs whole, until it ends; small ones need none. */
@RequestScoped
public class LargeApiTurn {
    /** Some hundred of this size fit a process at once, and that many connections to the database there are not. */
    private static final long LARGE_BYTES = 512 * 1024;

    private final LargeApiTurns turns;
    private boolean held;

    LargeApiTurn(LargeApiTurns turns) {
        this.turns = turns;
    }

    /** Waits for the turn, unless the API is small or the request has it; to be called before the API is read. */
    public void await(long bytes) {
        if (bytes > LARGE_BYTES && !held) {
            turns.begin();
            held = true;
        }
    }

    @PreDestroy
    void end() {
        if (held) {
            turns.end();
        }
    }
}
