package dev.sluice.control.propagation.rest;

import dev.sluice.contracts.stages.StageKey;
import dev.sluice.control.platform.data.CurrentTenant;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.propagation.Propagations;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Where a stage has arrived. Translates; decides nothing. */
@Path("/platform/stages/{api}/{stage}/propagation")
@RunOnVirtualThread
public class PropagationOperations {
    private final Propagations propagations;
    private final CurrentTenant tenant;

    PropagationOperations(Propagations propagations, CurrentTenant tenant) {
        this.propagations = propagations;
        this.tenant = tenant;
    }

    @GET
    @Permission("sluice:GetPropagation")
    public PropagationJson getPropagation(@PathParam("api") String api, @PathParam("stage") String stage) {
        return propagations.find(key(api, stage)).map(PropagationJson::of).orElseThrow(PropagationOperations::notFound);
    }

    /** A malformed name names nothing. */
    private StageKey key(String api, String stage) {
        if (api.isEmpty() || stage.isEmpty() || api.contains("/") || stage.contains("/")) {
            throw notFound();
        }
        return new StageKey(tenant.id().value(), api, stage);
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("Invalid stage identifier specified");
    }
}
