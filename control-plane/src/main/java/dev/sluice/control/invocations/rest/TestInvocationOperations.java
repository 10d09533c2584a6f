package dev.sluice.control.invocations.rest;

import dev.sluice.control.apis.methods.MethodKey;
import dev.sluice.control.invocations.TestInvocations;
import dev.sluice.control.platform.permissions.Permission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** TestInvokeMethod of the management API. Translates; decides nothing. */
@Path("/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}")
@RunOnVirtualThread
public class TestInvocationOperations {
    private final TestInvocations invocations;

    TestInvocationOperations(TestInvocations invocations) {
        this.invocations = invocations;
    }

    /** Runs the method as it is now; 200 whatever comes of it. */
    @POST
    @Permission(value = "apigateway:POST", beginsTransactions = true)
    public TestInvokeMethodJson testInvokeMethod(
            @PathParam("restapi_id") String api,
            @PathParam("resource_id") String resource,
            @PathParam("http_method") String verb,
            byte[] body) {
        var request = TestInvokeMethodRequest.read(body);
        return TestInvokeMethodJson.of(invocations.run(new MethodKey(api, resource, verb), request));
    }
}
