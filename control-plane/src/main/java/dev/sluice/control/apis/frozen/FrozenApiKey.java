package dev.sluice.control.apis.frozen;

/** Names the frozen copy that a deployment made. */
public record FrozenApiKey(String apiId, String deploymentId) {}
