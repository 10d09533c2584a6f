package dev.sluice.authorizer.functions.guest;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a function threw, as its error document says it.
 *
 * @param type the error's name
 * @param trace lines of its stack, the first of which repeats name and message
 */
public record FunctionError(String type, String message, List<String> trace) {
    /** A text longer than this is cut: it goes into answers and logs. */
    private static final int MAX_TEXT = 4_096;

    private static final int MAX_LINES = 50;

    public FunctionError {
        type = cut(type);
        message = cut(message);
        trace = Stream.ofNullable(trace)
                .flatMap(List::stream)
                .limit(MAX_LINES)
                .map(FunctionError::cut)
                .toList();
    }

    /** An error without a stack. */
    public static FunctionError of(String type, String message) {
        return new FunctionError(type, message, List.of());
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }
}
