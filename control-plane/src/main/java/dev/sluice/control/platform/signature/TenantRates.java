package dev.sluice.control.platform.signature;

import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.TenantId;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How many management calls a tenant makes, by whatever credential. Any thread. */
@Singleton
class TenantRates {
    private final @Nullable Budgets calls;

    TenantRates(DoorSettings settings) {
        calls = settings.callsPerSecond() == 0
                ? null
                : new Budgets(
                        settings.callsBurst(), settings.callsPerSecond(), Duration.ofSeconds(1), System::nanoTime);
    }

    /** Counts a call, or refuses it. */
    void take(TenantId tenant) {
        if (calls != null && !calls.take(tenant.value())) {
            throw new ProblemException(new Problem.TooManyRequests("Too Many Requests", Duration.ofSeconds(1)));
        }
    }
}
