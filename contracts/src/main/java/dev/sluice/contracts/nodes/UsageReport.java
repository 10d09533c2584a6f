package dev.sluice.contracts.nodes;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node counted since its report before, on {@code sluice.usage.v1} with the node id as key: what API keys used of
 * their plans, and the calls of stages. A report that is sent again is the same one: whoever counts passes over sequences
 * that it has counted.
 *
 * @param node id of the node
 * @param boot id of the node's run that counted; a later run may send what an earlier one has left
 * @param sequence from 1 with each boot, one more with each report
 * @param uses each key, plan and day once
 * @param metered each stage, key and day once; absent: none
 */
public record UsageReport(
        int formatVersion,
        String node,
        String boot,
        long sequence,
        List<Use> uses,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Metered> metered) {
    /** The layout that this version of Sluice writes. */
    public static final int FORMAT_VERSION = 1;

    public UsageReport {
        uses = List.copyOf(uses);
        metered = List.copyOf(metered);
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

    /**
     * The calls of a stage on a day, with one key or with none, since the last report that tells of them.
     *
     * @param tenant twelve-digit id
     * @param api id of the API
     * @param stage name of the stage
     * @param key id of the API key that the calls were accepted with; absent: none
     * @param day UTC, counted from 1970-01-01, on which the calls began
     * @param requestBytes bytes of bodies that clients sent
     * @param responseBytes bytes of bodies that were sent to clients
     */
    public record Metered(
            String tenant,
            String api,
            String stage,
            @Nullable String key,
            long day,
            long calls,
            long requestBytes,
            long responseBytes) {}
}
