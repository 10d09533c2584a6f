package dev.sluice.contracts.records;

/**
 * Names of the Kafka topics of one cell; the default cell has the prefix {@code sluice.}, others {@code sluice.{cell}.}.
 * Every topic has {@link #PARTITIONS} partitions; nodes assign all of them and form no group.
 */
public record Topics(String prefix) {
    /** Partitions of each topic. */
    public static final int PARTITIONS = 12;

    /** The topics of a cell; an empty name means the default cell. */
    public static Topics ofCell(String cell) {
        return new Topics(cell.isEmpty() ? "sluice." : "sluice." + cell + ".");
    }

    /** Compacted; key tenant/api/stage. */
    public String stages() {
        return prefix + "stages.v1";
    }

    /** Compacted; key tenant/kind/id. */
    public String access() {
        return prefix + "access.v1";
    }

    /** Compacted; key tenant/plan/key. */
    public String quotas() {
        return prefix + "quotas.v1";
    }

    /** Kept 7 days; key node. */
    public String receipts() {
        return prefix + "receipts.v1";
    }

    /** Kept 7 days; key node. */
    public String usage() {
        return prefix + "usage.v1";
    }

    /** Kept 1 day; key node. */
    public String nodes() {
        return prefix + "nodes.v1";
    }
}
