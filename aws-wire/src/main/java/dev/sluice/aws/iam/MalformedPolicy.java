package dev.sluice.aws.iam;

/** A policy document that is not stored. The message is the reason, where AWS has a text for it in its words. */
public final class MalformedPolicy extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public MalformedPolicy(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** Why the document was refused. */
    public String reason() {
        return reason;
    }
}
