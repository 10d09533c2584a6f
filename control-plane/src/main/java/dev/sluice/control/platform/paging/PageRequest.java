package dev.sluice.control.platform.paging;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted. Lists are in order of creation, oldest or newest first; see {@link Position}.
 *
 * @param limit 1 to 500
 * @param after where the previous page ended; null for the first page
 */
public record PageRequest(int limit, @Nullable Position after) {
    private static final int DEFAULT_LIMIT = 25;
    private static final int MAX_LIMIT = 500;

    /** Reads the query parameters of a v1 list. management-api 4: a limit out of range is ignored, not refused. */
    public static PageRequest of(@Nullable String limit, @Nullable String position) {
        return new PageRequest(
                limitOf(limit), position == null || position.isEmpty() ? null : Position.decode(position));
    }

    private static int limitOf(@Nullable String text) {
        if (text == null || !text.matches("\\d{1,4}")) {
            return DEFAULT_LIMIT;
        }
        int limit = Integer.parseInt(text);
        return limit >= 1 && limit <= MAX_LIMIT ? limit : DEFAULT_LIMIT;
    }
}
