package dev.sluice.authorizer.functions.guest;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gives a function's code to the guest that loads it, which may already compute and write. Confined to its thread. */
final class LoadDesk implements Guest.Desk {
    private final String code;
    private final CallDesk rest;
    private boolean loaded;

    LoadDesk(String code, GuestLimits limits, HostFunctions functions) {
        this.code = code;
        this.rest = new CallDesk(
                new CallInput("null", "{}", "load"), limits, new GuestLog(limits.logCharacters()), functions);
    }

    @Override
    public String answer(String name, String text) {
        return switch (name) {
            case "code" -> code;
            case "loaded" -> {
                loaded = true;
                yield NOTHING;
            }
            default -> rest.answer(name, text);
        };
    }

    /** Why the code cannot be loaded; null when it is. */
    @Nullable
    Outcome refusal() {
        return loaded ? null : Objects.requireNonNullElse(rest.outcome(), new Outcome.Stopped(Stop.CRASH));
    }
}
