package dev.sluice.control.usageplans;

import dev.sluice.control.platform.errors.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * How fast calls may come. A burst beyond the rate is legal (management-api 8).
 *
 * @param burstLimit calls at once; null when never set
 * @param rateLimit calls per second; null when never set
 */
public record Throttle(
        @Nullable Integer burstLimit, @Nullable Double rateLimit) {
    static final Throttle UNSET = new Throttle(null, null);

    public Throttle {
        if (burstLimit != null && burstLimit < 0) {
            throw invalidBurst();
        }
        if (rateLimit != null && !(rateLimit >= 0 && rateLimit < Double.POSITIVE_INFINITY)) {
            throw invalidRate();
        }
    }

    Throttle withBurst(int changed) {
        return new Throttle(changed, rateLimit);
    }

    Throttle withRate(double changed) {
        return new Throttle(burstLimit, changed);
    }

    static ProblemException invalidBurst() {
        return ProblemException.badRequest("Invalid burst limit specified, must be a whole number of at least 0");
    }

    static ProblemException invalidRate() {
        return ProblemException.badRequest("Invalid rate limit specified, must be a number of at least 0");
    }
}
