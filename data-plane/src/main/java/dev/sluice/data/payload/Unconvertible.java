package dev.sluice.data.payload;

import dev.sluice.data.pipeline.Failure;

/** The payload is not what its conversion takes. */
public record Unconvertible(Failure failure) implements Converted {
    /** rest-api-runtime 12: text that is to become bytes is not base64; 500 in both directions. */
    static final Unconvertible NOT_BASE64 =
            new Unconvertible(new Failure.Configuration("Unable to convert the body: it is not base64"));
}
