package dev.sluice.aws.net;

import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An IP address or CIDR block. An IPv4 address in IPv6 form is the IPv4 address; otherwise the families never meet. Immutable.
 */
public final class AddressRange {
    /** Nothing but literals gets to the parser: no names, no zones, no short forms. */
    private static final Pattern LITERAL =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]{0,45}:[0-9A-Fa-f:.]{0,45}");

    private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");

    private final byte[] network;
    private final int prefixBits;

    private AddressRange(byte[] network, int prefixBits) {
        this.network = network;
        this.prefixBits = prefixBits;
    }

    /** Reads {@code 10.0.0.0/8}, {@code fd00::/8} or a single address; null when the text is neither. */
    public static @Nullable AddressRange parse(String text) {
        int slash = text.indexOf('/');
        byte[] network = address(slash < 0 ? text : text.substring(0, slash));
        if (network == null) {
            return null;
        }
        int bits = network.length * Byte.SIZE;
        if (slash < 0) {
            return new AddressRange(network, bits);
        }
        String prefix = text.substring(slash + 1);
        if (!PREFIX.matcher(prefix).matches() || Integer.parseInt(prefix) > bits) {
            return null;
        }
        return new AddressRange(network, Integer.parseInt(prefix));
    }

    /** Whether the text is an address, and nothing but that. */
    public static boolean isAddress(String text) {
        return address(text) != null;
    }

    /** Whether the text is an address within this range. */
    public boolean holds(String text) {
        byte[] address = address(text);
        return address != null && holds(address);
    }

    private boolean holds(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if (((address[bit / Byte.SIZE] ^ network[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The address in the one spelling that the JDK gives it; null for another text. */
    static @Nullable String normalized(String text) {
        InetAddress address = literal(text);
        return address == null ? null : address.getHostAddress();
    }

    private static byte @Nullable [] address(String text) {
        InetAddress address = literal(text);
        return address == null ? null : address.getAddress();
    }

    private static @Nullable InetAddress literal(String text) {
        if (!LITERAL.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
