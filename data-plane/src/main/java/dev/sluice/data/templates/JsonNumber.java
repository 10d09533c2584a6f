package dev.sluice.data.templates;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Reads one number of a JSON text, exactly. For one place of one text. */
final class JsonNumber {
    /** Digits that always fit a number of 64 bits. */
    private static final int SMALL_DIGITS = 18;

    private final String text;
    private final int start;
    private int at;
    /** The digits so far as a number; only right while they are few. */
    private long digits;

    private int count;

    JsonNumber(String text, int start) {
        this.text = text;
        this.start = start;
        this.at = start;
    }

    /** The place behind the number. */
    int end() {
        return at;
    }

    /** The number, or null when there is none; one too long halts. */
    @Nullable
    Number read() {
        boolean negative = character() == '-';
        if (negative) {
            at++;
        }
        char first = character();
        int whole = takeDigits();
        if (whole == 0 || (first == '0' && whole > 1)) {
            return null;
        }
        int fraction = 0;
        if (character() == '.') {
            at++;
            fraction = takeDigits();
            if (fraction == 0) {
                return null;
            }
        }
        boolean hasExponent = character() == 'e' || character() == 'E';
        if (hasExponent && !takeExponent()) {
            return null;
        }
        if (at - start > TemplateLimits.DECIMAL_DIGITS) {
            throw new Halted("a JSON document holds too long a number");
        }
        return hasExponent || count > SMALL_DIGITS ? large(fraction > 0 || hasExponent) : small(negative, fraction);
    }

    private Number small(boolean negative, int fraction) {
        long number = negative ? -digits : digits;
        return fraction == 0 ? Arithmetic.fit(number) : BigDecimal.valueOf(number, fraction);
    }

    private Number large(boolean isDecimal) {
        String image = text.substring(start, at);
        try {
            if (isDecimal) {
                return new BigDecimal(image);
            }
            var whole = new BigInteger(image);
            return whole.bitLength() < Long.SIZE ? Arithmetic.fit(whole.longValue()) : whole;
        } catch (NumberFormatException _) {
            throw new Halted("a JSON document holds too large an exponent");
        }
    }

    private char character() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private int takeDigits() {
        int from = at;
        for (char digit = character(); digit >= '0' && digit <= '9'; digit = character()) {
            digits = digits * 10 + digit - '0';
            at++;
        }
        count += at - from;
        return at - from;
    }

    private boolean takeExponent() {
        at++;
        if (character() == '+' || character() == '-') {
            at++;
        }
        return takeDigits() > 0;
    }
}
