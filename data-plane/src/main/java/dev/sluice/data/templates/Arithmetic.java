package dev.sluice.data.templates;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The operators on numbers (mapping-templates 5): whole numbers stay whole and grow as they must, decimals of documents
 * stay exact but for division. Division by zero is empty. Numbers beyond the limit of size halt.
 */
enum Arithmetic {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    REMAINDER;

    private static final BigInteger INT_MIN = BigInteger.valueOf(Integer.MIN_VALUE);
    private static final BigInteger INT_MAX = BigInteger.valueOf(Integer.MAX_VALUE);

    /** A number, or empty. */
    Object of(Number left, Number right) {
        if (Comparing.isWhole(left) && Comparing.isWhole(right)) {
            return left instanceof BigInteger || right instanceof BigInteger
                    ? big(Comparing.toBigInteger(left), Comparing.toBigInteger(right))
                    : small(left.longValue(), right.longValue());
        }
        boolean exact = left instanceof BigDecimal || right instanceof BigDecimal;
        if (exact && (this == ADD || this == SUBTRACT || this == MULTIPLY) && isFinite(left) && isFinite(right)) {
            return decimal(bounded(Comparing.toBigDecimal(left)), bounded(Comparing.toBigDecimal(right)));
        }
        return floating(left.doubleValue(), right.doubleValue());
    }

    private Object small(long left, long right) {
        if ((this == DIVIDE || this == REMAINDER) && right == 0) {
            return Empty.EMPTY;
        }
        try {
            return fit(
                    switch (this) {
                        case ADD -> Math.addExact(left, right);
                        case SUBTRACT -> Math.subtractExact(left, right);
                        case MULTIPLY -> Math.multiplyExact(left, right);
                        case DIVIDE -> Math.divideExact(left, right);
                        case REMAINDER -> left % right;
                    });
        } catch (ArithmeticException _) {
            return big(BigInteger.valueOf(left), BigInteger.valueOf(right));
        }
    }

    private Object big(BigInteger left, BigInteger right) {
        if ((this == DIVIDE || this == REMAINDER) && right.signum() == 0) {
            return Empty.EMPTY;
        }
        BigInteger result = switch (this) {
            case ADD -> left.add(right);
            case SUBTRACT -> left.subtract(right);
            case MULTIPLY -> left.multiply(right);
            case DIVIDE -> left.divide(right);
            case REMAINDER -> left.remainder(right);
        };
        if (result.bitLength() > TemplateLimits.INTEGER_BITS) {
            throw new Halted("a number is too large");
        }
        return result.compareTo(INT_MIN) >= 0 && result.compareTo(INT_MAX) <= 0 ? (Object) result.intValue() : result;
    }

    private Number decimal(BigDecimal left, BigDecimal right) {
        return bounded(
                switch (this) {
                    case ADD -> left.add(right);
                    case SUBTRACT -> left.subtract(right);
                    case MULTIPLY, DIVIDE, REMAINDER -> left.multiply(right);
                });
    }

    private Number floating(double left, double right) {
        return switch (this) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            case REMAINDER -> left % right;
        };
    }

    private static BigDecimal bounded(BigDecimal number) {
        if (Math.abs((long) number.scale()) > TemplateLimits.DECIMAL_DIGITS
                || number.unscaledValue().bitLength() > TemplateLimits.INTEGER_BITS) {
            throw new Halted("a number is too large");
        }
        return number;
    }

    private static boolean isFinite(Number number) {
        return !(number instanceof Double floating) || Double.isFinite(floating);
    }

    /** As a number of 32 bits where it is one. */
    static Number fit(long number) {
        return (int) number == number ? (Number) (int) number : (Number) number;
    }
}
