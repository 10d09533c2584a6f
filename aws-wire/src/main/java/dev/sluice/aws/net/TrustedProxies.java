package dev.sluice.aws.net;

import java.util.List;

/**
 * Proxies whose {@code X-Forwarded-For} an installation believes. Who asks is the peer, unless it is such a proxy; then the last
 * address in the field that none of them has. What cannot be read there is the proxy's own doing and leaves the proxy's address.
 * Immutable.
 */
public record TrustedProxies(List<AddressRange> ranges) {
    private static final int MOST_HOPS = 16;

    public TrustedProxies {
        ranges = List.copyOf(ranges);
    }

    /**
     * The address of whoever asks, as text.
     *
     * @param forwarded the fields {@code X-Forwarded-For}, in their order
     */
    public String client(String peer, List<String> forwarded) {
        if (forwarded.isEmpty() || !holds(peer)) {
            return peer;
        }
        String address = peer;
        List<String> hops = List.of(String.join(",", forwarded).split(",", -1)).reversed();
        for (String hop : hops.subList(0, Math.min(MOST_HOPS, hops.size()))) {
            String named = hop.strip();
            if (!AddressRange.isAddress(named)) {
                return address;
            }
            address = named;
            if (!holds(address)) {
                return address;
            }
        }
        return address;
    }

    private boolean holds(String address) {
        return ranges.stream().anyMatch(range -> range.holds(address));
    }
}
