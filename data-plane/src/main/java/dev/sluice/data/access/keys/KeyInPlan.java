package dev.sluice.data.access.keys;

/** Names an API key in a usage plan, by their ids. */
record KeyInPlan(String tenant, String plan, String key) {}
