package dev.sluice.data.pipeline;

/**
 * The API key that a call was accepted with. Its text form does not show the value.
 *
 * @param value what the client or the authorizer named, {@code $context.identity.apiKey}
 * @param id {@code $context.identity.apiKeyId}
 */
public record AcceptedKey(String value, String id) {
    @Override
    public String toString() {
        return "AcceptedKey[" + id + "]";
    }
}
