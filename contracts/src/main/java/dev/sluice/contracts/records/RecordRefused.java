package dev.sluice.contracts.records;

/** A record that a reader must not accept: unsigned, foreign, damaged, too large or of a newer format. */
public final class RecordRefused extends Exception {
    private static final long serialVersionUID = 1L;

    public RecordRefused(String reason) {
        super(reason);
    }

    public RecordRefused(String reason, Throwable cause) {
        super(reason, cause);
    }
}
