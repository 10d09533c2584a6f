package dev.sluice.control.apis.openapi.document;

import org.jspecify.annotations.Nullable;

/** The bytes are no JSON or YAML document, or pass a limit of reading; then the reason tells the place. */
public final class DocumentRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String reason;

    private DocumentRefused(@Nullable String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    static DocumentRefused unreadable() {
        return new DocumentRefused(null);
    }

    static DocumentRefused at(String place, String reason) {
        return new DocumentRefused(reason + " (" + place + ")");
    }

    /** The refusal that starts with AWS's recorded text, which stands alone for what is simply not readable. */
    public String message(String lead) {
        return reason == null ? lead : lead + " " + reason;
    }
}
