package dev.sluice.data.templates;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What counts as a value of a template. Nothing else ever gets in or out of one. */
final class Values {
    private Values() {}

    /** The value for what a container holds: empty for null and for anything that no template may see. */
    static Object of(@Nullable Object raw) {
        return switch (raw) {
            case null -> Empty.EMPTY;
            case String _, Boolean _, MapValue _, ListValue _, HostValue _, Empty _ -> raw;
            case Number number -> isNumber(number) ? number : Empty.EMPTY;
            case Map<?, ?> map -> MapValue.view(map, true);
            default -> Empty.EMPTY;
        };
    }

    private static boolean isNumber(Number number) {
        return number instanceof Integer
                || number instanceof Long
                || number instanceof Double
                || number instanceof BigInteger
                || number instanceof BigDecimal;
    }

    /** A key of a map: texts, numbers and booleans as they are, anything else by its text. */
    static Object key(Object value, Budget budget) {
        return value instanceof String || value instanceof Number || value instanceof Boolean
                ? value
                : Printer.text(value, budget);
    }
}
