package dev.sluice.aws.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** What failures from an address are counted by: of IPv6 the first 48 bits, since that is what one customer of a provider has. */
public final class SourceNetwork {
    private static final int PREFIX_BYTES = 6;

    private SourceNetwork() {}

    /** The network of an address; what is no address stands for itself. */
    public static String of(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(six.getAddress(), 0, PREFIX_BYTES)
                    : address;
        } catch (IllegalArgumentException _) {
            return address;
        }
    }
}
