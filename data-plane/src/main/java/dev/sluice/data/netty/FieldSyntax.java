package dev.sluice.data.netty;

/** What may stand where in a head (RFC 9110, 5.6.2). Pure functions. */
public final class FieldSyntax {
    /** CR and LF, as a short. */
    public static final int LINE_END = ('\r' << 8) | '\n';

    private static final boolean[] TOKEN = new boolean[128];

    static {
        for (char letter = 'a'; letter <= 'z'; letter++) {
            TOKEN[letter] = true;
            TOKEN[letter - 'a' + 'A'] = true;
        }
        for (char digit = '0'; digit <= '9'; digit++) {
            TOKEN[digit] = true;
        }
        for (char mark : "!#$%&'*+-.^_`|~".toCharArray()) {
            TOKEN[mark] = true;
        }
    }

    private FieldSyntax() {}

    /** Whether a byte or character may stand in a field name or a method. */
    public static boolean isTokenCharacter(int character) {
        return character >= 0 && character < 128 && TOKEN[character];
    }

    /** Whether a text is a field name or a method: one or more token characters. */
    public static boolean isToken(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (!isTokenCharacter(text.charAt(index))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** The value of a hexadecimal digit; -1 for another character. */
    public static int hex(int digit) {
        if (digit >= '0' && digit <= '9') {
            return digit - '0';
        }
        int letter = digit | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    /** Whether bytes spell a lower-case name, in any case. */
    public static boolean isName(byte[] bytes, int from, int to, String lowerCase) {
        if (to - from != lowerCase.length()) {
            return false;
        }
        for (int at = from; at < to; at++) {
            byte each = bytes[at];
            int folded = each >= 'A' && each <= 'Z' ? each + 32 : each;
            if (folded != lowerCase.charAt(at - from)) {
                return false;
            }
        }
        return true;
    }
}
