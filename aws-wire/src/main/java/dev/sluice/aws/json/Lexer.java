package dev.sluice.aws.json;

import java.math.BigDecimal;

/** The words of JSON (RFC 8259) in UTF-8: where each ends. What is no word ends nowhere, at -1. Pure functions. */
final class Lexer {
    static final int NOWHERE = -1;

    /** An exponent of fewer digits fits into any decimal. */
    private static final int SAFE_EXPONENT_DIGITS = 9;

    private Lexer() {}

    /** The first place from here on that is no white space, or the end. */
    static int skipSpace(byte[] text, int from) {
        return skipSpace(text, from, text.length);
    }

    /** The same no further than a place. */
    static int skipSpace(byte[] text, int from, int stop) {
        int at = from;
        int end = Math.min(stop, text.length);
        while (at < end && isSpace(text[at])) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(byte letter) {
        return letter == ' ' || letter == '\n' || letter == '\r' || letter == '\t';
    }

    /** Behind the closing quote of the string whose opening quote stands here. */
    static int endOfString(byte[] text, int quote, int mostChars) {
        int at = quote + 1;
        while (at < text.length) {
            byte letter = text[at];
            if (letter == '"') {
                if (at - quote > mostChars) {
                    checkChars(text, quote + 1, at, mostChars);
                }
                return at + 1;
            }
            if (letter == '\\') {
                at = endOfEscape(text, at);
                if (at == NOWHERE) {
                    return NOWHERE;
                }
            } else if (letter >= 0 && letter < ' ') {
                return NOWHERE;
            } else {
                at++;
            }
        }
        return NOWHERE;
    }

    private static int endOfEscape(byte[] text, int backslash) {
        if (backslash + 1 >= text.length) {
            return NOWHERE;
        }
        return switch (text[backslash + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> backslash + 2;
            case 'u' -> isHex(text, backslash + 2) ? backslash + 6 : NOWHERE;
            default -> NOWHERE;
        };
    }

    private static boolean isHex(byte[] text, int from) {
        if (from + 4 > text.length) {
            return false;
        }
        for (int at = from; at < from + 4; at++) {
            if (Character.digit(text[at], 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private static void checkChars(byte[] text, int from, int end, int mostChars) {
        if (TapeText.decode(text, from, end).length() > mostChars) {
            throw new BeyondLimit("a string is too long");
        }
    }

    /** Behind the number that begins here. */
    static int endOfNumber(byte[] text, int from, int mostDigits) {
        int start = text[from] == '-' ? from + 1 : from;
        int whole = endOfDigits(text, start);
        if (whole == start || (text[start] == '0' && whole > start + 1)) {
            return NOWHERE;
        }
        int at = whole;
        int digits = whole - start;
        if (at < text.length && text[at] == '.') {
            int end = endOfDigits(text, at + 1);
            if (end == at + 1) {
                return NOWHERE;
            }
            digits += end - at - 1;
            at = end;
        }
        if (at < text.length && (text[at] == 'e' || text[at] == 'E')) {
            int first = at + 1 < text.length && (text[at + 1] == '-' || text[at + 1] == '+') ? at + 2 : at + 1;
            int end = endOfDigits(text, first);
            if (end == first) {
                return NOWHERE;
            }
            digits += end - first;
            at = end;
            checkDigits(digits, mostDigits);
            checkExponent(text, from, first, end);
        }
        checkDigits(digits, mostDigits);
        return at;
    }

    private static void checkDigits(int digits, int mostDigits) {
        if (digits > mostDigits) {
            throw new BeyondLimit("a number is too long");
        }
    }

    private static void checkExponent(byte[] text, int from, int first, int end) {
        if (end - first >= SAFE_EXPONENT_DIGITS) {
            try {
                var _ = new BigDecimal(TapeText.ascii(text, from, end));
            } catch (NumberFormatException _) {
                throw BeyondLimit.exponent();
            }
        }
    }

    private static int endOfDigits(byte[] text, int from) {
        int at = from;
        while (at < text.length && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at;
    }

    /** Whether a letter may stand within a number. */
    static boolean isOfNumber(byte letter) {
        return (letter >= '0' && letter <= '9')
                || letter == '-'
                || letter == '.'
                || letter == 'e'
                || letter == 'E'
                || letter == '+';
    }

    /** Behind the word when it stands here. */
    static int endOfWord(byte[] text, int from, byte[] word) {
        int end = from + word.length;
        if (end > text.length) {
            return NOWHERE;
        }
        for (int index = 1; index < word.length; index++) {
            if (text[from + index] != word[index]) {
                return NOWHERE;
            }
        }
        return end;
    }
}
