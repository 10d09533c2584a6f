package dev.sluice.contracts.invocations;

import dev.sluice.contracts.stages.AuthorizerSnapshot;
import dev.sluice.contracts.stages.StageSnapshot;
import java.util.List;
import java.util.Map;

/**
 * Asks a node to run one authorizer that need not be deployed. Travels as a signed record of the place {@link #PLACE},
 * with the boot id of the node's run as its key, in an internal call to {@link #PATH} and that boot id.
 *
 * @param stage a stage that was never published, whose API has exactly one authorizer and no resource
 * @param target path and query as the caller wrote them; empty: the root
 * @param headers the client's fields by name
 * @param additionalContext values of {@code $context} that stand in for the made-up call's own
 */
public record AuthorizerTrial(
        int formatVersion,
        StageSnapshot stage,
        String target,
        Map<String, List<String>> headers,
        Map<String, String> additionalContext) {
    /** The layout that this version of Sluice writes. */
    public static final int FORMAT_VERSION = 1;

    /** Where the record of a call belongs; it is valid nowhere else. */
    public static final String PLACE = "sluice.authorizer-trials.v1";

    /** Path of the internal call, in front of the node's boot id. */
    public static final String PATH = "/internal/authorizer-trials/";

    public AuthorizerTrial {
        if (stage.api().authorizers().size() != 1) {
            throw new IllegalArgumentException("a trial holds one authorizer");
        }
        headers = TestInvocation.copy(headers);
        additionalContext = Map.copyOf(additionalContext);
    }

    /** What is tried. */
    public AuthorizerSnapshot authorizer() {
        return stage.api().authorizers().getFirst();
    }
}
