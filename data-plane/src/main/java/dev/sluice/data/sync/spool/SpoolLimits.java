package dev.sluice.data.sync.spool;

/**
 * Sizes of a spool in bytes.
 *
 * @param segmentBytes a segment of this size takes no more frames
 * @param slackBytes garbage up to this size stays
 * @param cleanBytes most that one step of cleaning copies
 * @param unsavedBytes most that is kept in memory of what the disk does not take
 */
public record SpoolLimits(long segmentBytes, long slackBytes, long cleanBytes, long unsavedBytes) {
    /** What a node uses: segments of 32 MiB, 64 MiB of slack, 8 MiB a step, 64 MiB in memory. */
    public static final SpoolLimits DEFAULT = new SpoolLimits(32L << 20, 64L << 20, 8L << 20, 64L << 20);
}
