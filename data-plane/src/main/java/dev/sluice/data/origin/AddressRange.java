package dev.sluice.data.origin;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** A block of IP addresses in prefix notation. IPv4 blocks do not hold IPv6 addresses that wrap IPv4 ones. */
final class AddressRange {
    private final byte[] network;
    private final int prefixBits;

    private AddressRange(byte[] network, int prefixBits) {
        this.network = network;
        this.prefixBits = prefixBits;
    }

    /** Reads {@code 10.0.0.0/8}, {@code fd00::/8} or a single address; null when the text is neither. */
    static @Nullable AddressRange parse(String text) {
        int slash = text.indexOf('/');
        byte[] network = NetUtil.createByteArrayFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
        if (network == null || text.indexOf('%') >= 0) {
            return null;
        }
        try {
            int bits = slash < 0 ? 8 * network.length : Integer.parseInt(text, slash + 1, text.length(), 10);
            return bits < 0 || bits > 8 * network.length ? null : new AddressRange(network, bits);
        } catch (NumberFormatException _) {
            return null;
        }
    }

    static AddressRange of(String text) {
        AddressRange range = parse(text);
        if (range == null) {
            throw new IllegalArgumentException("not an address range: " + text);
        }
        return range;
    }

    /** Whether every address of another block lies in this one. */
    boolean holds(AddressRange other) {
        return other.prefixBits >= prefixBits && holds(other.network);
    }

    boolean holds(InetAddress address) {
        return holds(address.getAddress());
    }

    boolean holds(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        int whole = prefixBits / 8;
        for (int index = 0; index < whole; index++) {
            if (address[index] != network[index]) {
                return false;
            }
        }
        int unusedBits = 8 - prefixBits % 8;
        return unusedBits == 8 || (address[whole] & 0xFF) >> unusedBits == (network[whole] & 0xFF) >> unusedBits;
    }
}
