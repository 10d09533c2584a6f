package dev.sluice.data.access.keys;

import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Outcome;
import org.jspecify.annotations.Nullable;

/** Why a call lacks a valid API key. Clients are told the same of all of them (rest-api-runtime 4, trap 12). */
enum KeyProblem {
    MISSING("no key was sent", "no API Key was sent"),
    UNKNOWN("no such key", "there is no such API Key"),
    DISABLED("the key is disabled", "API Key is disabled"),
    NO_PLAN("no usage plan opens the stage to the key", null);

    private final String reason;
    private final String line;

    /** @param own how the execution log tells it; null as AWS does of keys without a plan (observability 3.2) */
    KeyProblem(String reason, @Nullable String own) {
        this.reason = reason;
        this.line = own == null
                ? "API Key is not associated with a Usage Plan for API Stage %1$s: No Usage Plan found for key and API"
                        + " Stage"
                : own;
    }

    Outcome refusal() {
        return new Outcome.Refuse(new Failure.InvalidApiKey(reason));
    }

    /**
     * What the execution log says of it behind the key.
     *
     * @param place API and stage
     */
    String line(String place) {
        return line.formatted(place);
    }
}
