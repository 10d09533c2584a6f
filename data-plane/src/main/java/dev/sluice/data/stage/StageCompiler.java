package dev.sluice.data.stage;

import dev.sluice.contracts.stages.MethodSnapshot;
import dev.sluice.contracts.stages.ResourceSnapshot;
import dev.sluice.contracts.stages.StageSnapshot;
import dev.sluice.data.pipeline.Pipeline;
import dev.sluice.data.pipeline.StageFacts;
import dev.sluice.data.routing.RouteTrie;
import org.jspecify.annotations.Nullable;

/**
 * Turns a snapshot into what serves: decides the order of steps once, and resolves all that does not depend on the
 * request. Fails closed: what this node does not know or cannot enforce is refused. Runs on workers.
 */
public final class StageCompiler {
    private final Pipeline.FailureResponder responder;

    public StageCompiler(Pipeline.FailureResponder responder) {
        this.responder = responder;
    }

    /**
     * Compiles a whole stage, or refuses it whole.
     *
     * @param previous what serves the stage now; token buckets whose settings did not change carry over
     * @throws StageRefused with the method and the rule, when the snapshot cannot be served
     */
    public CompiledStage compile(StageSnapshot snapshot, @Nullable CompiledStage previous) throws StageRefused {
        if (snapshot.formatVersion() > StageSnapshot.FORMAT_VERSION) {
            throw new StageRefused("format version " + snapshot.formatVersion() + " is newer than this node");
        }
        for (ResourceSnapshot resource : snapshot.resources()) {
            for (var method : resource.methods().entrySet()) {
                compile(resource, method.getKey(), method.getValue());
            }
        }
        StageFacts facts = new StageFacts(
                snapshot.key().tenant(),
                snapshot.key().api(),
                snapshot.key().stage(),
                snapshot.deploymentId(),
                snapshot.variables());
        return new CompiledStage(facts, RouteTrie.<CompiledMethod>builder().build(), snapshot.revision(), 0);
    }

    private void compile(ResourceSnapshot resource, String verb, MethodSnapshot method) throws StageRefused {
        throw new StageRefused(verb + " " + resource.path() + ": integration type "
                + method.integration().type() + " is not known to this node " + responder.getClass());
    }
}
