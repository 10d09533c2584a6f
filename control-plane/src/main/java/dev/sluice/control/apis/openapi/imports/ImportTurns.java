package dev.sluice.control.apis.openapi.imports;

import dev.sluice.control.platform.calls.Turns;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Supplier;

/** Few documents are read and translated at once, since one within its limits may still need 256 MB. */
@Singleton
public class ImportTurns {
    private static final int AT_ONCE = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Turns turns;

    @Inject
    ImportTurns() {
        this(PATIENCE);
    }

    ImportTurns(Duration patience) {
        this.turns = new Turns(AT_ONCE, "imports", patience);
    }

    /** The result of the work, which runs in this thread when its turn has come. */
    public <T> T take(Supplier<T> work) {
        turns.begin();
        try {
            return work.get();
        } finally {
            turns.end();
        }
    }
}
