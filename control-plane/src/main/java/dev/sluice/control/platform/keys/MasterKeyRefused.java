package dev.sluice.control.platform.keys;

/** The master key file does not fit the database; the start ends with its message. */
public final class MasterKeyRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MasterKeyRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
