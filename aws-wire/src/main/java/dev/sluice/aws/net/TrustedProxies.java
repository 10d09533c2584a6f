package dev.sluice.aws.net;

import java.util.List;

/**
 * Proxies whose word on their clients is believed (decisions 21, security-requirements 24): whoever calls through them is
 * named by {@code X-Forwarded-For}. Immutable.
 */
public final class TrustedProxies {
    /** There are none: the source of a call is the peer of its connection. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    private static final int MOST_HOPS = 16;

    private final List<AddressRange> ranges;

    private TrustedProxies(List<AddressRange> ranges) {
        this.ranges = ranges;
    }

    /**
     * Of addresses and ranges.
     *
     * @throws IllegalArgumentException for a text that is neither
     */
    public static TrustedProxies of(List<String> ranges) {
        return new TrustedProxies(
                ranges.stream().map(text -> range(text.strip())).toList());
    }

    private static AddressRange range(String text) {
        AddressRange range = AddressRange.parse(text);
        if (range == null) {
            throw new IllegalArgumentException(text + ", which is neither an address nor a range like 10.0.0.0/8");
        }
        return range;
    }

    /** Whether an address, as text, is one of a proxy that is trusted. */
    public boolean hold(String address) {
        for (AddressRange range : ranges) {
            if (range.holds(address)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Who calls: the peer, unless it is a trusted proxy; then the last address that was forwarded and is none of such a
     * proxy. An entry that is no address is the doing of the hop that came last before it, and leaves that one's address.
     *
     * @param forwarded the values of {@code X-Forwarded-For} in their order
     */
    public String source(String peer, List<String> forwarded) {
        String source = peer;
        int hops = 0;
        for (int line = forwarded.size() - 1; line >= 0; line--) {
            String value = forwarded.get(line);
            int end = value.length();
            while (end >= 0) {
                if (hops++ == MOST_HOPS || !hold(source)) {
                    return source;
                }
                int comma = value.lastIndexOf(',', end - 1);
                String named =
                        AddressRange.normalized(value.substring(comma + 1, end).strip());
                if (named == null) {
                    return source;
                }
                source = named;
                end = comma;
            }
        }
        return source;
    }
}
