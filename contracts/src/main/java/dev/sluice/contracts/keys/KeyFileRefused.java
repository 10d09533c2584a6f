package dev.sluice.contracts.keys;

/** A key file that a process must not start with. The message is one sentence for the operator; it never holds key material. */
public final class KeyFileRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KeyFileRefused(String reason) {
        super(reason);
    }

    public KeyFileRefused(String reason, Throwable cause) {
        super(reason, cause);
    }
}
