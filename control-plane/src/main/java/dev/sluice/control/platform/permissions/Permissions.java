package dev.sluice.control.platform.permissions;

import dev.sluice.aws.iam.AccessRequest;
import dev.sluice.aws.iam.Decision;
import dev.sluice.control.platform.calls.Call;
import dev.sluice.control.platform.calls.Principal;
import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemException;
import jakarta.inject.Singleton;

/** Decides whether a caller may do what an operation needs. What is not allowed is denied. */
@Singleton
class Permissions {
    private final ResourceArns resources;

    Permissions(ResourceArns resources) {
        this.resources = resources;
    }

    void require(Call call, Permission permission) {
        String action = permission.value();
        if (action.equals(Permission.ANY_CALLER)) {
            return;
        }
        String resource = resources.of(call, action);
        Principal principal = call.principal();
        boolean entitled = !permission.operator() || principal.isOperator();
        if (action.isEmpty() || !entitled || !allows(call, action, resource)) {
            throw new ProblemException(new Problem.AccessDenied("User: " + principal.arn()
                    + " is not authorized to perform: " + action + " on resource: " + resource));
        }
    }

    private static boolean allows(Call call, String action, String resource) {
        var request = new AccessRequest(action, resource, ConditionKeys.of(call));
        return call.principal().policy().decide(request) == Decision.ALLOWED;
    }
}
