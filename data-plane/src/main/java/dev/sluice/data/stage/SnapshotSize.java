package dev.sluice.data.stage;

import dev.sluice.contracts.stages.AuthorizerSnapshot;
import dev.sluice.contracts.stages.GatewayResponseSnapshot;
import dev.sluice.contracts.stages.IntegrationResponseSnapshot;
import dev.sluice.contracts.stages.IntegrationSnapshot;
import dev.sluice.contracts.stages.MethodSnapshot;
import dev.sluice.contracts.stages.ResourceSnapshot;
import dev.sluice.contracts.stages.StageSnapshot;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Estimates what a compiled stage takes in memory from what it was compiled from. Pure functions. */
final class SnapshotSize {
    private static final long STAGE_BYTES = 2_048;
    private static final long METHOD_BYTES = 2_048;
    private static final long RESPONSE_BYTES = 512;
    private static final long ENTRY_BYTES = 128;
    private static final long PROVIDER_BYTES = 1_024;

    /** A compiled policy is so many times its text. */
    private static final long COMPILED_POLICY = 4;

    /** A compiled model is so many times its text. */
    private static final long COMPILED_MODEL = 4;

    private SnapshotSize() {}

    static long compiledBytes(StageSnapshot snapshot) {
        long bytes = STAGE_BYTES
                + texts(snapshot.variables())
                + COMPILED_MODEL * texts(snapshot.api().models())
                + policy(snapshot.api().policy());
        for (GatewayResponseSnapshot response : snapshot.api().gatewayResponses()) {
            bytes += RESPONSE_BYTES + texts(response.parameters()) + texts(response.templates());
        }
        for (AuthorizerSnapshot authorizer : snapshot.api().authorizers()) {
            bytes += METHOD_BYTES + PROVIDER_BYTES * authorizer.providerArns().size();
        }
        for (ResourceSnapshot resource : snapshot.resources()) {
            for (MethodSnapshot method : resource.methods().values()) {
                bytes += METHOD_BYTES + 2L * resource.path().length() + integration(method.integration());
            }
        }
        return bytes;
    }

    private static long policy(@Nullable String document) {
        return document == null ? 0 : COMPILED_POLICY * document.length();
    }

    private static long integration(IntegrationSnapshot integration) {
        long bytes = texts(integration.requestParameters()) + texts(integration.requestTemplates());
        for (IntegrationResponseSnapshot response : integration.responses().values()) {
            bytes += RESPONSE_BYTES + texts(response.responseParameters()) + texts(response.responseTemplates());
        }
        return bytes;
    }

    private static long texts(Map<String, String> texts) {
        long bytes = 0;
        for (var entry : texts.entrySet()) {
            bytes += ENTRY_BYTES + entry.getKey().length() + entry.getValue().length();
        }
        return bytes;
    }
}
