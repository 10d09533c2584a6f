package dev.sluice.control.apis.openapi.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers as nodes that keep them exact; those too long to reckon with are refused (security-requirements 44). */
final class Numbers {
    static final int MAX_DIGITS = 400;

    private Numbers() {}

    static JsonNode integer(String digits, int radix, TreeBudget budget) {
        if (digits.length() > MAX_DIGITS) {
            throw tooLong(budget);
        }
        var number = new BigInteger(digits, radix);
        if (number.bitLength() < Integer.SIZE) {
            return IntNode.valueOf(number.intValue());
        }
        return number.bitLength() < Long.SIZE ? LongNode.valueOf(number.longValue()) : BigIntegerNode.valueOf(number);
    }

    static JsonNode decimal(String text, TreeBudget budget) {
        if (text.length() > MAX_DIGITS) {
            throw tooLong(budget);
        }
        try {
            var number = new BigDecimal(text);
            if (Math.abs((long) number.scale()) <= MAX_DIGITS) {
                return DecimalNode.valueOf(number);
            }
        } catch (NumberFormatException _) {
            // An exponent beyond an int.
        }
        throw tooLong(budget);
    }

    private static DocumentRefused tooLong(TreeBudget budget) {
        return budget.refused("The document holds a number of more than " + MAX_DIGITS + " digits");
    }
}
