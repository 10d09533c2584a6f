package dev.sluice.data.stage;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The stage is being compiled on a worker for its first request. Shared by all loops; guarded by its own monitor, which
 * is held for a list operation only.
 */
public final class Compiling implements Lookup {
    static final int MAX_WAITERS = 2_048;
    private static final Failed CROWDED = new Failed("too many requests wait for the stage to compile");

    private final List<Waiter> waiters = new ArrayList<>(1);
    private @Nullable Lookup result;

    private record Waiter(EventExecutor loop, Consumer<Lookup> then) {
        void tell(Lookup outcome) {
            loop.execute(() -> then.accept(outcome));
        }
    }

    Compiling() {}

    /** Calls back on the given loop, once, with any lookup but {@link Compiling}. The client may be gone by then. */
    public void whenReady(EventExecutor loop, Consumer<Lookup> then) {
        Waiter waiter = new Waiter(loop, then);
        Lookup known = admit(waiter);
        if (known != null) {
            waiter.tell(known);
        }
    }

    private synchronized @Nullable Lookup admit(Waiter waiter) {
        if (result != null) {
            return result;
        }
        if (waiters.size() >= MAX_WAITERS) {
            return CROWDED;
        }
        waiters.add(waiter);
        return null;
    }

    void complete(Lookup outcome) {
        for (Waiter waiter : settle(outcome)) {
            waiter.tell(outcome);
        }
    }

    private synchronized List<Waiter> settle(Lookup outcome) {
        result = outcome;
        List<Waiter> told = List.copyOf(waiters);
        waiters.clear();
        return told;
    }
}
