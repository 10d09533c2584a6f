package dev.sluice.control.metering;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.paging.Position;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Metered calls that are alike in what was told apart; the rest of the names is null.
 *
 * @param key the empty text for calls without an API key
 * @param requestBytes bytes of bodies that clients sent
 * @param responseBytes bytes of bodies that were sent to clients
 */
public record UsageRow(
        @Nullable LocalDate day,
        @Nullable String tenant,
        @Nullable String api,
        @Nullable String stage,
        @Nullable String key,
        long calls,
        long requestBytes,
        long responseBytes) {
    private static final Instant ANY_DAY = Instant.parse("2000-01-01T00:00:00Z");
    private static final String SEPARATOR = "/";

    /** The name in a column; null for a day. */
    public @Nullable String text(UsageColumn column) {
        return switch (column) {
            case DAY -> null;
            case TENANT -> tenant;
            case API -> api;
            case STAGE -> stage;
            case KEY -> key;
        };
    }

    /** Its place in its list. None of the names holds a slash. */
    Position position() {
        return new Position(
                day == null ? ANY_DAY : day.atStartOfDay(ZoneOffset.UTC).toInstant(),
                String.join(SEPARATOR, textOf(tenant), textOf(api), textOf(stage), textOf(key)));
    }

    /** A row without calls that has this place in a list. */
    static UsageRow at(Position position) {
        String[] names = position.id().split(SEPARATOR, -1);
        if (names.length != 4) {
            throw ProblemException.badRequest("Invalid position specified");
        }
        LocalDate day = LocalDate.ofInstant(position.createdAt(), ZoneOffset.UTC);
        return new UsageRow(day, names[0], names[1], names[2], names[3], 0, 0, 0);
    }

    private static String textOf(@Nullable String name) {
        return name == null ? "" : name;
    }
}
