package dev.sluice.control.invocations;

import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.TenantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Bounds how many test invocations run at a time, since each may hold an answer of megabytes; one tenant has at most
 * half of them. Any thread may use it.
 */
final class TestTurns {
    private static final int MOST = 8;
    private static final int MOST_OF_TENANT = MOST / 2;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Map<TenantId, Integer> tenants = new HashMap<>();
    private int running;

    /** Runs what is given, or refuses it without a wait. */
    <T> T run(TenantId tenant, Supplier<T> call) {
        enter(tenant);
        try {
            return call.get();
        } finally {
            leave(tenant);
        }
    }

    private synchronized void enter(TenantId tenant) {
        int held = tenants.getOrDefault(tenant, 0);
        if (held >= MOST_OF_TENANT) {
            throw refusal("Too many test invocations of this account are running");
        }
        if (running >= MOST) {
            throw refusal("Too many test invocations are running");
        }
        running++;
        tenants.put(tenant, held + 1);
    }

    private synchronized void leave(TenantId tenant) {
        running--;
        tenants.computeIfPresent(tenant, (_, held) -> held == 1 ? null : held - 1);
    }

    private static ProblemException refusal(String message) {
        return new ProblemException(new Problem.TooManyRequests(message, RETRY_AFTER));
    }
}
