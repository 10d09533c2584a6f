package dev.sluice.data.origin;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses a tenant's URL may reach (security-requirements 34). Everything that is not a public unicast address
 * is refused unless an operator allowed its range or the host name; the installation's own addresses stay refused.
 * Safe for all threads.
 */
public final class AddressRules {
    private static final List<AddressRange> REFUSED = Stream.of(
                    "0.0.0.0/8", // this network, unspecified
                    "10.0.0.0/8",
                    "100.64.0.0/10", // shared; holds a metadata address
                    "127.0.0.0/8",
                    "168.63.129.16", // a cloud's platform address in public space
                    "169.254.0.0/16", // link-local; holds the metadata address
                    "172.16.0.0/12",
                    "192.0.0.0/24", // protocol assignments; holds a metadata address
                    "192.0.2.0/24",
                    "192.31.196.0/24",
                    "192.52.193.0/24",
                    "192.88.99.0/24", // 6to4 relays
                    "192.168.0.0/16",
                    "192.175.48.0/24",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "2001::/23", // protocol assignments, Teredo among them
                    "2001:db8::/32",
                    "2002::/16", // 6to4 wraps any IPv4 address
                    "2620:4f:8000::/48",
                    "3fff::/20")
            .map(AddressRange::of)
            .toList();
    private static final AddressRange GLOBAL_UNICAST = AddressRange.of("2000::/3");
    private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");
    private static final AddressRange MAPPED = AddressRange.of("::ffff:0:0/96");

    private final List<AddressRange> allowedRanges;
    private final Set<String> allowedNames;
    private final OwnAddresses own;
    private final Map<String, String> peers;

    /**
     * Reads the operator's settings.
     *
     * @param allowed ranges, addresses or exact host names that loosen the rules
     * @param own {@code host:port} of every listener of the installation
     * @throws IllegalArgumentException when an entry cannot be read
     */
    public AddressRules(List<String> allowed, List<String> own) {
        this(allowed, own, Map.of());
    }

    /**
     * The same with services of the installation that are called by a name, which no URL can hold.
     *
     * @param peers the host that stands for each name
     */
    public AddressRules(List<String> allowed, List<String> own, Map<String, String> peers) {
        this(allowed, own, peers, InetAddress::getAllByName);
    }

    AddressRules(List<String> allowed, List<String> own, Map<String, String> peers, OwnNames.Lookup lookup) {
        if (peers.keySet().stream().anyMatch(name -> HostText.isName(name) || HostText.isAddress(name))) {
            throw new IllegalArgumentException("a peer's name could be a host in a URL");
        }
        this.peers = Map.copyOf(peers);
        this.allowedRanges = allowed.stream()
                .filter(entry -> !HostText.isName(entry))
                .map(AddressRange::of)
                .toList();
        this.allowedNames = Set.copyOf(
                allowed.stream().filter(HostText::isName).map(HostText::lower).toList());
        this.own = OwnAddresses.parse(own, lookup);
    }

    /** The names among the installation's own listeners; empty when all are addresses. */
    OwnNames ownNames() {
        return own.names();
    }

    /** The host of a peer; null for every host of a URL. */
    @Nullable
    String peer(String name) {
        return peers.get(name);
    }

    /** Whether a call to a host may connect to one of the host's addresses. */
    boolean allows(String host, InetAddress address, int port) {
        if (peers.containsKey(host)) {
            return true;
        }
        if (own.holds(host, address, port)) {
            return false;
        }
        return isPublic(address.getAddress()) || allowedNames.contains(host) || inAllowedRange(address);
    }

    private boolean inAllowedRange(InetAddress address) {
        for (AddressRange range : allowedRanges) {
            if (range.holds(address)) {
                return true;
            }
        }
        return false;
    }

    static boolean isPublic(byte[] address) {
        if (address.length == 16) {
            if (NAT64.holds(address) || MAPPED.holds(address)) {
                return isPublic(Arrays.copyOfRange(address, 12, 16));
            }
            if (!GLOBAL_UNICAST.holds(address)) {
                return false;
            }
        }
        for (AddressRange range : REFUSED) {
            if (range.holds(address)) {
                return false;
            }
        }
        return true;
    }
}
