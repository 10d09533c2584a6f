package dev.sluice.control.platform.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rows that a unit of work changed, as digests of what they held before and after. Confined to its thread. */
final class Changes {
    static final ScopedValue<Changes> CURRENT = ScopedValue.newInstance();

    private final SortedMap<String, String> before = new TreeMap<>();
    private final SortedMap<String, String> after = new TreeMap<>();

    /** Keeps the first state seen, which is the one that the unit of work found. */
    void before(String row, byte[] state) {
        before.putIfAbsent(row, sha256(state));
    }

    /** Keeps the last state seen. */
    void after(String row, byte[] state) {
        after.put(row, sha256(state));
    }

    void removed(String row) {
        after.remove(row);
    }

    String beforeDigest() {
        return digest(before);
    }

    String afterDigest() {
        return digest(after);
    }

    private static String digest(SortedMap<String, String> rows) {
        var lines = new StringBuilder();
        rows.forEach((row, state) -> lines.append(row).append(' ').append(state).append('\n'));
        return sha256(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
