package dev.sluice.control.issuer.pool;

/** The authorizer service refuses a call of the user pool protocol. */
final class PoolRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String type;

    PoolRefused(String type, String message) {
        super(type + ": " + message, null, false, false);
        this.type = type;
    }

    /** The name of the error. */
    String type() {
        return type;
    }
}
