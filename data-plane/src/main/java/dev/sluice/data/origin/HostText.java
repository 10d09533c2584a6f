package dev.sluice.data.origin;

import io.netty.util.NetUtil;
import java.util.Locale;

/** Reads host texts in one way only: a plain address, or a name that no resolver could take for an address. */
final class HostText {
    private static final int MAX_LENGTH = 253;

    private HostText() {}

    static String lower(String host) {
        return host.toLowerCase(Locale.ROOT);
    }

    static boolean isAddress(String host) {
        return host.indexOf('%') < 0 && (isCanonicalIpv4(host) || NetUtil.isValidIpV6Address(host));
    }

    /** Letters, digits, hyphens and underscores in labels, and a last label that is not a number in any notation. */
    static boolean isName(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            return false;
        }
        int labelStart = 0;
        for (int index = 0; index <= name.length(); index++) {
            if (index == name.length() || name.charAt(index) == '.') {
                if (index == labelStart || index - labelStart > 63) {
                    return false;
                }
                labelStart = index + 1;
            } else if (!isNameCharacter(name.charAt(index))) {
                return false;
            }
        }
        return !isNumber(name.substring(name.lastIndexOf('.') + 1));
    }

    private static boolean isNameCharacter(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || isDigit(character)
                || character == '-'
                || character == '_';
    }

    /** Decimal, octal or hexadecimal, as the C library reads the parts of an address. */
    private static boolean isNumber(String label) {
        if (label.length() > 1 && label.charAt(0) == '0' && (label.charAt(1) | 0x20) == 'x') {
            return true;
        }
        return label.chars().allMatch(character -> isDigit((char) character));
    }

    private static boolean isCanonicalIpv4(String host) {
        String[] parts = host.split("\\.", -1);
        for (String part : parts) {
            boolean plain = !part.isEmpty()
                    && part.length() <= 3
                    && (part.length() == 1 || part.charAt(0) != '0')
                    && part.chars().allMatch(character -> isDigit((char) character))
                    && Integer.parseInt(part) <= 255;
            if (!plain) {
                return false;
            }
        }
        return parts.length == 4;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
