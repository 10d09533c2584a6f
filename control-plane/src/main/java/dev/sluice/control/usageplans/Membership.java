package dev.sluice.control.usageplans;

/** Names an API key in a usage plan. */
public record Membership(String planId, String keyId) {}
