package dev.sluice.aws.models;

import java.time.YearMonth;

/** Dates with times as RFC 3339 writes them, at most twelve digits of a second's fraction. Pure functions. */
final class DateTimeText {
    private static final String SHAPE = "dddd-dd-ddTdd:dd:dd";
    private static final int MAX_FRACTION = 12;

    private DateTimeText() {}

    static boolean isDateTime(String text) {
        return hasShape(text) && isPossible(text) && isZone(text, fractionEnd(text));
    }

    private static boolean hasShape(String text) {
        if (text.length() <= SHAPE.length()) {
            return false;
        }
        for (int index = 0; index < SHAPE.length(); index++) {
            char wanted = SHAPE.charAt(index);
            char found = text.charAt(index);
            if (wanted == 'd' ? !isDigit(found) : Character.toUpperCase(found) != wanted) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPossible(String text) {
        int month = two(text, 5);
        int day = two(text, 8);
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(100 * two(text, 0) + two(text, 2), month).lengthOfMonth()
                && two(text, 11) <= 23
                && two(text, 14) <= 59
                && two(text, 17) <= 59;
    }

    /** Where the zone begins; past the end when the fraction is none. */
    private static int fractionEnd(String text) {
        int start = SHAPE.length();
        if (text.charAt(start) != '.') {
            return start;
        }
        int end = start + 1;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        int digits = end - start - 1;
        return digits >= 1 && digits <= MAX_FRACTION ? end : text.length();
    }

    private static boolean isZone(String text, int start) {
        if (start == text.length() - 1) {
            return Character.toUpperCase(text.charAt(start)) == 'Z';
        }
        int length = text.length() - start;
        boolean colon = length == 6 && text.charAt(start + 3) == ':';
        if (!(colon || length == 5) || (text.charAt(start) != '+' && text.charAt(start) != '-')) {
            return false;
        }
        int minutes = start + (colon ? 4 : 3);
        return isDigit(text.charAt(start + 1))
                && isDigit(text.charAt(start + 2))
                && isDigit(text.charAt(minutes))
                && isDigit(text.charAt(minutes + 1))
                && two(text, start + 1) <= 23
                && two(text, minutes) <= 59;
    }

    private static int two(String text, int index) {
        return 10 * (text.charAt(index) - '0') + text.charAt(index + 1) - '0';
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
