package dev.sluice.control.stages;

/** Names one entry of a stage's history. */
public record StageHistoryKey(String apiId, String stageName, long revision) {}
