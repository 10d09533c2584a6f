package dev.sluice.control.apis.definition;

import dev.sluice.control.platform.calls.Turns;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Few requests hold a large API whole at once, since each needs many times what the API's documents weigh. */
@Singleton
class LargeApiTurns {
    private static final int AT_ONCE = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Turns turns = new Turns(AT_ONCE, "operations on large APIs", PATIENCE);

    void begin() {
        turns.begin();
    }

    void end() {
        turns.end();
    }
}
