package dev.sluice.data.sync.spool;

/** The spool's folder cannot be used; the message is a whole sentence for the operator. */
public final class SpoolRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SpoolRefused(String sentence) {
        super(sentence);
    }

    SpoolRefused(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
