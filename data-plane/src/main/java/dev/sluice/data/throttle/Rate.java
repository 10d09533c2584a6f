package dev.sluice.data.throttle;

/**
 * Refill of a token bucket.
 *
 * @param perSecond tokens a second; 0 refuses everything, a negative number means no limit
 */
public record Rate(double perSecond) {
    public Rate {
        if (Double.isNaN(perSecond)) {
            throw new IllegalArgumentException("a rate is a number");
        }
    }

    public static Rate perSecond(double tokens) {
        return new Rate(tokens);
    }
}
