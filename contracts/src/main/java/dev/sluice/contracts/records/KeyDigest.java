package dev.sluice.contracts.records;

import java.nio.charset.StandardCharsets;

/**
 * An order-independent 64-bit digest of keys with their revisions: the sum of one mixed hash per entry, so that adding
 * and removing an entry costs the same however many there are. Not cryptographic; it finds loss, not malice.
 */
public final class KeyDigest {
    private KeyDigest() {}

    /** What one entry adds to the digest; subtract it to remove the entry. */
    public static long of(String key, long revision) {
        long hash = 0xcbf29ce484222325L;
        for (byte octet : key.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xff)) * 0x100000001b3L;
        }
        return mix(hash ^ mix(revision + 0x9e3779b97f4a7c15L));
    }

    private static long mix(long value) {
        long first = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        long second = (first ^ (first >>> 27)) * 0x94d049bb133111ebL;
        return second ^ (second >>> 31);
    }
}
