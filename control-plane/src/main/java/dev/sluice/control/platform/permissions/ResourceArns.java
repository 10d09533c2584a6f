package dev.sluice.control.platform.permissions;

import dev.sluice.aws.arn.Arns;
import dev.sluice.control.platform.calls.Call;
import dev.sluice.control.platform.ids.Installation;
import jakarta.inject.Singleton;

/** The ARN that a call's path stands for in policies: the account is empty in those of the management API. */
@Singleton
class ResourceArns {
    private static final String V2 = "/v2/";

    private final Installation installation;

    ResourceArns(Installation installation) {
        this.installation = installation;
    }

    // management-api 2: v1 and v2 share one ARN space, without the /v2 of the path
    String of(Call call, String action) {
        if (!action.startsWith("apigateway:")) {
            return "arn:" + installation.partition() + ":sluice:" + installation.region() + ":"
                    + call.principal().tenant() + ":" + call.path();
        }
        String path = call.path().startsWith(V2) ? call.path().substring(V2.length() - 1) : call.path();
        return new Arns(installation.partition(), installation.region())
                .management(path)
                .text();
    }
}
