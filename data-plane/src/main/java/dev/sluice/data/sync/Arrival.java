package dev.sluice.data.sync;

/** A record that was checked and is newer than what the node has: its header, and its JSON as unpacked. */
final class Arrival {
    private final String key;
    private final RecordHeader header;
    private final byte[] json;
    private final boolean compileFirst;

    Arrival(String key, RecordHeader header, byte[] json, boolean compileFirst) {
        this.key = key;
        this.header = header;
        this.json = json;
        this.compileFirst = compileFirst;
    }

    String key() {
        return key;
    }

    RecordHeader header() {
        return header;
    }

    byte[] json() {
        return json;
    }

    /** False while the node catches up with a key that it has no value of: then the value is only registered. */
    boolean compileFirst() {
        return compileFirst;
    }
}
