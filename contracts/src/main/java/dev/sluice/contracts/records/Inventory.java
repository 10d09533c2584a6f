package dev.sluice.contracts.records;

/**
 * Ends a round of the beat in one partition of a compacted topic: what a reader that followed the whole round has seen.
 * Only a reader whose own count and digest agree may forget entries that it did not see.
 *
 * @param round start of the round, epoch milliseconds of the control plane's clock
 * @param count live keys (snapshots, not deletions) in the partition
 * @param digest {@link KeyDigest} over those keys and their revisions
 * @param revisionBound highest revision that the round covers; entries above it are never forgotten
 */
public record Inventory(int formatVersion, long round, long count, long digest, long revisionBound) {
    /** The Kafka key of inventories; no stage or access key can equal it, since those hold two slashes. */
    public static final String KEY = "inventory";
}
