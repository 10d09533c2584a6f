package dev.sluice.control.invocations.rest;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.invocations.AuthorizerTrials;
import dev.sluice.control.platform.permissions.Permission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** TestInvokeAuthorizer of the management API. Translates; decides nothing. */
@Path("/restapis/{restapi_id}/authorizers")
@RunOnVirtualThread
public class TestAuthorizerOperations {
    private final AuthorizerTrials trials;

    TestAuthorizerOperations(AuthorizerTrials trials) {
        this.trials = trials;
    }

    /** Asks the authorizer as it is now; 200 whatever comes of it. */
    @POST
    @Permission(value = "apigateway:POST", beginsTransactions = true)
    @Path("/{authorizer_id}")
    public TestInvokeAuthorizerJson testInvokeAuthorizer(
            @PathParam("restapi_id") String api, @PathParam("authorizer_id") String authorizer, byte[] body) {
        var request = TestInvokeAuthorizerRequest.read(body);
        return TestInvokeAuthorizerJson.of(trials.run(new RestApiId(api), authorizer, request));
    }
}
