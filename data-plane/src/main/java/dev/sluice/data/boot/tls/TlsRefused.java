package dev.sluice.data.boot.tls;

/** TLS cannot be had as the settings say; the message is a sentence for the operator. */
public final class TlsRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TlsRefused(String sentence) {
        super(sentence);
    }

    TlsRefused(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
