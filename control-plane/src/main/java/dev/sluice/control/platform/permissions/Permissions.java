package dev.sluice.control.platform.permissions;

import dev.sluice.aws.iam.AccessRequest;
import dev.sluice.aws.iam.Decision;
import dev.sluice.control.platform.calls.Call;
import dev.sluice.control.platform.calls.CurrentCall;
import dev.sluice.control.platform.calls.Principal;
import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** Decides whether a caller may do what an operation needs. What is not allowed is denied. */
@Singleton
public class Permissions {
    private final CurrentCall current;
    private final ResourceArns resources;

    Permissions(CurrentCall current, ResourceArns resources) {
        this.current = current;
        this.resources = resources;
    }

    /**
     * Refuses the current call when its caller may not do what it does besides what its operation needs.
     *
     * @param action as in a policy: {@code apigateway:GET}
     * @param path of the management API that stands for the resource
     */
    public void require(String action, String path) {
        Call call = current.get();
        String resource = resources.of(call.principal(), action, path);
        if (!allows(call, action, resource)) {
            throw denied(call.principal(), action, resource);
        }
    }

    /**
     * The current call as policies are asked about it.
     *
     * @param resource the ARN
     * @param said values of condition keys that the call itself names, beside those of every call
     */
    public AccessRequest asked(String action, String resource, Map<String, List<String>> said) {
        return new AccessRequest(action, resource, ConditionKeys.of(current.get(), said));
    }

    void require(Call call, Permission permission) {
        String action = permission.value();
        if (action.equals(Permission.ANY_CALLER)) {
            return;
        }
        String resource = resources.of(call.principal(), action, call.path());
        Principal principal = call.principal();
        boolean entitled = !permission.operator() || principal.isOperator();
        if (action.isEmpty() || !entitled || !allows(call, action, resource)) {
            throw denied(principal, action, resource);
        }
    }

    private static boolean allows(Call call, String action, String resource) {
        var request = new AccessRequest(action, resource, ConditionKeys.of(call, Map.of()));
        return call.principal().policies().decide(request) == Decision.ALLOWED;
    }

    private static ProblemException denied(Principal principal, String action, String resource) {
        return new ProblemException(new Problem.AccessDenied(
                "User: " + principal.arn() + " is not authorized to perform: " + action + " on resource: " + resource));
    }
}
