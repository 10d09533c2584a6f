package dev.sluice.contracts.invocations;

import dev.sluice.contracts.stages.MethodSnapshot;
import dev.sluice.contracts.stages.StageSnapshot;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Asks a node to run one method that is not deployed. Travels as a signed record of the place {@link #PLACE}, with the
 * boot id of the node's run as its key, in an internal call to {@link #PATH} and that boot id.
 *
 * @param stage a stage that was never published, which holds exactly one resource with exactly one method
 * @param verb the client's verb, one of the seven
 * @param target path and query behind the stage as the caller wrote them; empty: the resource's own path
 * @param headers the client's fields by name
 * @param body the client's body; empty: none
 */
public record TestInvocation(
        int formatVersion,
        StageSnapshot stage,
        String verb,
        String target,
        Map<String, List<String>> headers,
        String body) {
    /** The layout that this version of Sluice writes. */
    public static final int FORMAT_VERSION = 1;

    /** Where the record of a call belongs; it is valid nowhere else. */
    public static final String PLACE = "sluice.test-invocations.v1";

    /** Path of the internal call, in front of the node's boot id. */
    public static final String PATH = "/internal/test-invocations/";

    /** Name of the stage in which a method is tried (rest-api-runtime 1.3). */
    public static final String STAGE = "test-invoke-stage";

    /** What the test of a streamed method collects its answer for (rest-api-runtime 8.7). */
    public static final Duration STREAM_TIME = Duration.ofSeconds(35);

    public TestInvocation {
        if (stage.resources().size() != 1
                || stage.resources().getFirst().methods().size() != 1) {
            throw new IllegalArgumentException("a test invocation holds one resource with one method");
        }
        headers = copy(headers);
    }

    /** The method that is to be run. */
    public MethodSnapshot method() {
        return stage.resources().getFirst().methods().values().iterator().next();
    }

    static Map<String, List<String>> copy(Map<String, List<String>> fields) {
        Map<String, List<String>> copy = new TreeMap<>();
        fields.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        return Collections.unmodifiableMap(copy);
    }
}
