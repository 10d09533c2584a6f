package dev.sluice.data.boot;

import io.quarkus.runtime.configuration.MemorySize;
import java.time.Duration;

/** Checks of settings at the start: what is out of range is refused with a sentence. Pure functions. */
final class Range {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final long LARGEST_PORT = 65_535;

    private Range() {}

    /** A number between two others, both included; the bounds are ints, so the value is one. */
    static int count(String setting, long value, int least, int most) {
        return Math.toIntExact(checked(setting, value, least, most));
    }

    static int port(String setting, int value) {
        return count(setting, value, 0, Math.toIntExact(LARGEST_PORT));
    }

    /** A number of bytes between two others, both included. */
    static long bytes(String setting, MemorySize value, long least, long most) {
        return checked(setting, value.asLongValue(), least, most);
    }

    /** A millisecond to a day. */
    static Duration time(String setting, Duration value) {
        return between(setting, value, SHORTEST);
    }

    /** Nothing to a day. */
    static Duration timeOrNone(String setting, Duration value) {
        return between(setting, value, Duration.ZERO);
    }

    private static Duration between(String setting, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw refused(setting, text(value), text(least), text(LONGEST));
        }
        return value;
    }

    private static long checked(String setting, long value, long least, long most) {
        if (value < least || value > most) {
            throw refused(setting, Long.toString(value), Long.toString(least), Long.toString(most));
        }
        return value;
    }

    private static String text(Duration value) {
        return value.toString().substring("PT".length());
    }

    private static NodeRefused refused(String setting, String value, String least, String most) {
        return new NodeRefused(
                "The setting " + setting + " is " + value + " and has to be between " + least + " and " + most + ".");
    }
}
