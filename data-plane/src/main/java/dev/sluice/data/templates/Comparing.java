package dev.sluice.data.templates;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Equality and order of values (mapping-templates 5.1): numbers by size, other unlike things by their text. */
final class Comparing {
    private Comparing() {}

    static boolean areEqual(Object left, Object right, Budget budget) {
        return switch (left) {
            case Number one when right instanceof Number other -> compare(one, other) == 0;
            case String one when right instanceof String other -> areEqualTexts(one, other, budget);
            case Boolean one when right instanceof Boolean other -> one.equals(other);
            case MapValue one when right instanceof MapValue other -> areEqualMaps(one, other, budget, 0);
            case ListValue one when right instanceof ListValue other -> areEqualLists(one, other, budget, 0);
            default -> areAlike(left, right, budget);
        };
    }

    private static boolean areAlike(Object left, Object right, Budget budget) {
        if (left instanceof HostValue || right instanceof HostValue) {
            return false;
        }
        return areEqualTexts(Printer.text(left, budget), Printer.text(right, budget), budget);
    }

    private static boolean areEqualTexts(String left, String right, Budget budget) {
        budget.copied(Math.min(left.length(), right.length()));
        return left.equals(right);
    }

    private static boolean areEqualMaps(MapValue left, MapValue right, Budget budget, int depth) {
        check(depth);
        if (left.equals(right)) {
            return true;
        }
        if (left.entries().size() != right.entries().size()) {
            return false;
        }
        budget.charge(1 + left.entries().size());
        for (Map.Entry<Object, @Nullable Object> entry : left.entries().entrySet()) {
            if (!right.has(entry.getKey())
                    || !areEqualInside(entry.getValue(), right.entries().get(entry.getKey()), budget, depth)) {
                return false;
            }
        }
        return true;
    }

    private static boolean areEqualLists(ListValue left, ListValue right, Budget budget, int depth) {
        check(depth);
        if (left.equals(right)) {
            return true;
        }
        List<@Nullable Object> ones = left.items();
        List<@Nullable Object> others = right.items();
        if (ones.size() != others.size()) {
            return false;
        }
        budget.charge(1 + ones.size());
        for (int index = 0; index < ones.size(); index++) {
            if (!areEqualInside(ones.get(index), others.get(index), budget, depth)) {
                return false;
            }
        }
        return true;
    }

    /** Inside of maps and lists a text is never equal to a number. */
    private static boolean areEqualInside(@Nullable Object left, @Nullable Object right, Budget budget, int depth) {
        return switch (left) {
            case MapValue one when right instanceof MapValue other -> areEqualMaps(one, other, budget, depth + 1);
            case ListValue one when right instanceof ListValue other -> areEqualLists(one, other, budget, depth + 1);
            case String one when right instanceof String other -> areEqualTexts(one, other, budget);
            case Number one when right instanceof Number other -> compare(one, other) == 0;
            case null, default -> Objects.equals(left, right);
        };
    }

    private static void check(int depth) {
        if (depth > TemplateLimits.DOCUMENT_DEPTH) {
            throw new Halted("a value is nested too deep to compare");
        }
    }

    static int compare(Number left, Number right) {
        if (isWhole(left) && isWhole(right)) {
            return left instanceof BigInteger || right instanceof BigInteger
                    ? toBigInteger(left).compareTo(toBigInteger(right))
                    : Long.compare(left.longValue(), right.longValue());
        }
        if (left instanceof Double || right instanceof Double) {
            return Double.compare(left.doubleValue(), right.doubleValue());
        }
        return toBigDecimal(left).compareTo(toBigDecimal(right));
    }

    static boolean isWhole(Number number) {
        return number instanceof Integer || number instanceof Long || number instanceof BigInteger;
    }

    static BigInteger toBigInteger(Number whole) {
        return whole instanceof BigInteger big ? big : BigInteger.valueOf(whole.longValue());
    }

    static BigDecimal toBigDecimal(Number number) {
        return switch (number) {
            case BigDecimal decimal -> decimal;
            case BigInteger whole -> new BigDecimal(whole);
            case Double floating -> BigDecimal.valueOf(floating);
            default -> BigDecimal.valueOf(number.longValue());
        };
    }
}
