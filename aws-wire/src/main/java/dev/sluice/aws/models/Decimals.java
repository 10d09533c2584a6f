package dev.sluice.aws.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Exact arithmetic over numbers whose exponents a caller chose: nothing here writes a power of ten out further than a
 * number has digits. Pure functions.
 */
final class Decimals {
    private Decimals() {}

    /** Whether a number is an integer of 64 bits. The type comes first: of a decimal, the range costs a comparison. */
    static boolean isLong(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong();
    }

    /** The sign of the difference. */
    static int compare(JsonNode left, JsonNode right) {
        return isLong(left) && isLong(right)
                ? Long.compare(left.longValue(), right.longValue())
                : left.decimalValue().compareTo(right.decimalValue());
    }

    /** Whether a number is an integer times a divisor, which is positive. */
    static boolean isMultiple(JsonNode value, JsonNode divisor) {
        return (isLong(value) && isLong(divisor))
                ? value.longValue() % divisor.longValue() == 0
                : isMultiple(value.decimalValue(), divisor.decimalValue());
    }

    private static boolean isMultiple(BigDecimal value, BigDecimal divisor) {
        BigInteger dividend = value.unscaledValue();
        BigInteger by = divisor.unscaledValue();
        long shift = (long) divisor.scale() - value.scale();
        if (dividend.signum() == 0) {
            return true;
        }
        if (shift >= 0) {
            BigInteger power = BigInteger.TEN.modPow(BigInteger.valueOf(shift), by);
            return dividend.multiply(power).mod(by).signum() == 0;
        }
        // The divisor has more zeros at its end than the value has digits: no multiple of it is so small.
        return -shift <= dividend.bitLength()
                && dividend.mod(by.multiply(BigInteger.TEN.pow((int) -shift))).signum() == 0;
    }
}
