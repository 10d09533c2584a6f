package dev.sluice.control.apis.items;

/** Names one item of an API. */
public record ItemKey(String apiId, String kind, String id) {}
