package dev.sluice.control.apis.methods;

import dev.sluice.control.apis.integrations.Integration;
import dev.sluice.control.apis.integrations.IntegrationResponse;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.patch.PatchOperation;
import jakarta.inject.Singleton;
import java.util.List;

/** How answers of integrations are mapped, by status code. */
@Singleton
public class IntegrationResponses {
    private final Methods methods;
    private final Integrations integrations;

    IntegrationResponses(Methods methods, Integrations integrations) {
        this.methods = methods;
        this.integrations = integrations;
    }

    public IntegrationResponse require(MethodKey key, String status) {
        return existing(integrations.require(key), status);
    }

    /** Puts a response, over an old one of that status if there is one. */
    public IntegrationResponse put(MethodKey key, String status, IntegrationResponse response) {
        methods.change(
                key,
                method -> method.integration =
                        Integrations.existing(method.integration).withResponse(status, response.checked()));
        return response;
    }

    public IntegrationResponse update(MethodKey key, String status, List<PatchOperation> operations) {
        methods.change(key, method -> {
            var integration = Integrations.existing(method.integration);
            method.integration = integration.withResponse(
                    status, existing(integration, status).patched(operations));
        });
        return require(key, status);
    }

    /** management-api 3: a missing method is refused in the words of a missing integration. */
    public void delete(MethodKey key, String status) {
        methods.change(key, Integrations::unknown, method -> {
            var integration = Integrations.existing(method.integration);
            existing(integration, status);
            method.integration = integration.withoutResponse(status);
        });
    }

    private static IntegrationResponse existing(Integration integration, String status) {
        var response = integration.responses().get(status);
        if (response == null) {
            throw ProblemException.notFound("Invalid Response status code specified");
        }
        return response;
    }
}
