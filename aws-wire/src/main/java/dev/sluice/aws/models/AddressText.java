package dev.sluice.aws.models;

/** Addresses of hosts and mailboxes as text; nothing is looked up. Pure functions. */
final class AddressText {
    private static final int MAX_NAME = 253;
    private static final int MAX_LABEL = 63;
    private static final int IPV6_GROUPS = 8;

    private AddressText() {}

    /** A local part, an at sign and a domain, which may be one label. */
    static boolean isEmail(String text) {
        int at = text.lastIndexOf('@');
        return at > 0
                && isDotted(text.substring(0, at), "!#$%&'*+-/=?^_`{|}~")
                && isDotted(text.substring(at + 1), "-");
    }

    /** Parts between single dots, of letters, digits and some more characters. */
    private static boolean isDotted(String text, String more) {
        char before = '.';
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            boolean dot = character == '.';
            if (dot ? before == '.' : !Character.isLetterOrDigit(character) && more.indexOf(character) < 0) {
                return false;
            }
            before = character;
        }
        return before != '.';
    }

    /** Labels of letters, digits, underscores and inner hyphens; the last does not begin with a digit. */
    static boolean isHostName(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (name.length() > MAX_NAME) {
            return false;
        }
        int start = 0;
        int end;
        do {
            int dot = name.indexOf('.', start);
            end = dot < 0 ? name.length() : dot;
            if (!isLabel(name, start, end)) {
                return false;
            }
            start = end + 1;
        } while (end < name.length());
        return !isDigit(name.charAt(name.lastIndexOf('.') + 1));
    }

    private static boolean isLabel(String name, int start, int end) {
        if (end == start || end - start > MAX_LABEL || isEdge(name.charAt(start)) || isEdge(name.charAt(end - 1))) {
            return false;
        }
        for (int index = start; index < end; index++) {
            char character = name.charAt(index);
            if (!Character.isLetterOrDigit(character) && character != '-' && character != '_') {
                return false;
            }
        }
        return true;
    }

    private static boolean isEdge(char character) {
        return character == '-' || character == '_';
    }

    static boolean isIpv4(String text) {
        int index = 0;
        for (int part = 0; part < 4; part++) {
            int start = part == 0 ? 0 : index + 1;
            index = start;
            int value = 0;
            while (index < text.length() && index < start + 3 && isDigit(text.charAt(index))) {
                value = 10 * value + text.charAt(index++) - '0';
            }
            boolean padded = index > start + 1 && text.charAt(start) == '0';
            boolean ended = part == 3 ? index == text.length() : index < text.length() && text.charAt(index) == '.';
            if (index == start || value > 255 || padded || !ended) {
                return false;
            }
        }
        return true;
    }

    /** Groups of up to four hexadecimal digits, zeros left out once, the end perhaps as an IPv4 address. */
    static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true) == IPV6_GROUPS;
        }
        int before = gap == 0 ? 0 : groups(text.substring(0, gap), false);
        int after = gap + 2 == text.length() ? 0 : groups(text.substring(gap + 2), true);
        return before >= 0 && after >= 0 && before + after < IPV6_GROUPS;
    }

    /** How many groups a text holds; -1 when it holds something else. */
    private static int groups(String text, boolean last) {
        int count = 0;
        int start = 0;
        int end;
        do {
            int colon = text.indexOf(':', start);
            end = colon < 0 ? text.length() : colon;
            if (last && colon < 0 && isIpv4(text.substring(start))) {
                return count + 2;
            }
            if (end == start || end > start + 4 || !isHex(text, start, end) || ++count > IPV6_GROUPS) {
                return -1;
            }
            start = end + 1;
        } while (end < text.length());
        return count;
    }

    private static boolean isHex(String text, int start, int end) {
        for (int index = start; index < end; index++) {
            char character = text.charAt(index);
            if (character >= 128 || Character.digit(character, 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
