package dev.sluice.control.apikeys;

import dev.sluice.contracts.keys.RandomText;
import dev.sluice.control.platform.errors.ProblemException;

/** What a client sends to name itself: a secret, which neither a log line nor an error text shows. */
public record ApiKeyValue(String text) {
    private static final RandomText RANDOM = new RandomText();
    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int GENERATED_LENGTH = 40;
    private static final int MIN_LENGTH = 20;
    private static final int MAX_LENGTH = 128;

    /** A new value of 40 characters, as AWS makes them. */
    public static ApiKeyValue random() {
        return new ApiKeyValue(RANDOM.next(ALPHANUMERIC, GENERATED_LENGTH));
    }

    /** This value, or the refusal of one that no client could send or that is too short or long (management-api 3). */
    ApiKeyValue checked() {
        if (text.length() < MIN_LENGTH) {
            throw ProblemException.badRequest("API Key value should be at least 20 characters");
        }
        if (text.length() > MAX_LENGTH) {
            throw ProblemException.badRequest("API Key value exceeds maximum size of 128 characters");
        }
        if (!text.chars().allMatch(character -> character >= '!' && character <= '~')) {
            throw ProblemException.badRequest("API Key value should consist of visible ASCII characters");
        }
        return this;
    }

    @Override
    public String toString() {
        return "[an API key value]";
    }
}
