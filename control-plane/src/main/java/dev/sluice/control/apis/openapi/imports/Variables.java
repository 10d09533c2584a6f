package dev.sluice.control.apis.openapi.imports;

import dev.sluice.control.platform.data.CurrentTenant;
import dev.sluice.control.platform.ids.Installation;
import jakarta.inject.Singleton;

/** Where the API will live: what documents may name by variables, and what their policies are completed with. */
@Singleton
class Variables {
    private final CurrentTenant tenant;
    private final Installation installation;

    Variables(CurrentTenant tenant, Installation installation) {
        this.tenant = tenant;
        this.installation = installation;
    }

    /** The text with the variables of AWS replaced; every other one is left alone (openapi-extensions 1). */
    String replaced(String text) {
        if (!text.contains("${AWS::")) {
            return text;
        }
        return text.replace("${AWS::AccountId}", tenant.id().value())
                .replace("${AWS::Partition}", installation.partition())
                .replace("${AWS::Region}", installation.region());
    }

    /** The ARN of everything that may be called of an API, up to the stage. */
    String executionArn(String apiId) {
        return "arn:" + installation.partition() + ":execute-api:" + installation.region() + ":" + tenant.id() + ":"
                + apiId + "/";
    }
}
