package dev.sluice.contracts.nodes;

import java.util.List;

/**
 * What API keys used of their plans on a node since its report before, on {@code sluice.usage.v1} with the node id as
 * key. A report that is sent again is the same one: whoever counts passes over sequences that it has counted.
 *
 * @param node id of the node
 * @param boot id of the node's run
 * @param sequence from 1 with each boot, one more with each report
 * @param uses each key, plan and day once
 */
public record UsageReport(int formatVersion, String node, String boot, long sequence, List<Use> uses) {
    /** The layout that this version of Sluice writes. */
    public static final int FORMAT_VERSION = 1;

    public UsageReport {
        uses = List.copyOf(uses);
    }

    /**
     * The calls of a key by a plan on a day.
     *
     * @param tenant twelve-digit id
     * @param plan id of the usage plan
     * @param key id of the API key
     * @param day UTC, counted from 1970-01-01
     * @param calls how many there were since the last report that tells of them
     */
    public record Use(String tenant, String plan, String key, long day, long calls) {}
}
