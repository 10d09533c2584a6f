package dev.sluice.contracts.functions;

/**
 * What the control plane asks the function host, after it has found the caller to be allowed to. Sealed for
 * {@link #PLACE} and posted as an internal call; the answer is sealed for the call's nonce.
 *
 * @param tenant twelve-digit id, whose functions the command is about
 */
public record FunctionRequest(int formatVersion, String tenant, FunctionCommand command) {
    /** The layout that this version of Sluice writes. */
    public static final int FORMAT_VERSION = 1;

    /** The path that takes it. */
    public static final String PATH = "/internal/functions";

    /** What requests and answers are sealed for. */
    public static final String PLACE = "functions";

    /** Largest request or answer, sealed. */
    public static final int MAX_SEALED_BYTES = 7 << 20;
}
