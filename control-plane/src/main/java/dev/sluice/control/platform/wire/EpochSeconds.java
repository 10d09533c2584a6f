package dev.sluice.control.platform.wire;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;

/** A date of the v1 API: whole seconds since 1970, written as a JSON number (management-api 1). */
public record EpochSeconds(@JsonValue long seconds) {
    public static EpochSeconds of(Instant instant) {
        return new EpochSeconds(instant.getEpochSecond());
    }
}
