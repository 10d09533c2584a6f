package dev.sluice.contracts.keys;

import java.util.HexFormat;

/** One key with the id by which sealed or signed bytes name it. Immutable; its text form never shows the key. */
public final class KeyEntry {
    private final long id;
    private final byte[] bytes;

    /** Keeps a copy of the bytes. */
    public KeyEntry(long id, byte[] bytes) {
        this.id = id;
        this.bytes = bytes.clone();
    }

    /** Unique within its file; stands in front of what the key sealed or signed. */
    public long id() {
        return id;
    }

    /** A copy of the key: 32 bytes of a symmetric key, PKCS#8 of a private one, X.509 of a public one. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "KeyEntry[id=" + idText(id) + ", bytes=hidden]";
    }

    static String idText(long id) {
        return HexFormat.of().toHexDigits(id);
    }
}
