package dev.sluice.data.access.tokens;

/** What came of asking an issuer for its key set. */
sealed interface Fetched {
    /** A document, as it came. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Document(byte[] bytes) implements Fetched {}

    /** There is no such issuer any more: what it signed does not hold. */
    record Gone() implements Fetched {}

    /** Nobody knows; the reason is for logs. */
    record Failed(String reason) implements Fetched {}

    /** Nobody knows, since the document that tells where the keys are did not come; likewise. */
    record Undiscovered(String reason) implements Fetched {}
}
