package dev.sluice.data.boot;

/** The node cannot start; the message is a whole sentence for the operator. */
final class NodeRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NodeRefused(String sentence) {
        super(sentence);
    }

    NodeRefused(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
