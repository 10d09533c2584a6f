package dev.sluice.data.pipeline;

/** The API key that a call was accepted with. Its text form does not show the value. */
public interface AcceptedKey {
    /** What the client or the authorizer named, {@code $context.identity.apiKey}. */
    String value();

    /** {@code $context.identity.apiKeyId}. */
    String id();
}
