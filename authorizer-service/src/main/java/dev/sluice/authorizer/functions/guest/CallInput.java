package dev.sluice.authorizer.functions.guest;

/**
 * What a call brings along.
 *
 * @param event a JSON text
 * @param context the members of the handler's {@code context}, a JSON object
 * @param requestId names the call in its log
 */
public record CallInput(String event, String context, String requestId) {}
