package dev.sluice.control.outbox;

/**
 * What a complete copy of a partition adds up to.
 *
 * @param count live keys, deletions not counted
 * @param digest their digest
 * @param revisionBound no record that was committed at that time has a higher revision
 */
public record PartitionTotals(long count, long digest, long revisionBound) {}
