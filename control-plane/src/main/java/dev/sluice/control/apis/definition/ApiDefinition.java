package dev.sluice.control.apis.definition;

import dev.sluice.control.apis.RestApiSettings;
import dev.sluice.control.apis.items.AuthorizerDefinition;
import dev.sluice.control.apis.items.DocumentationPartDefinition;
import dev.sluice.control.apis.items.GatewayResponseDefinition;
import dev.sluice.control.apis.items.ModelDefinition;
import dev.sluice.control.apis.items.ThrottleDefinition;
import dev.sluice.control.apis.items.ValidatorDefinition;
import dev.sluice.control.platform.values.Copies;
import java.util.List;

/**
 * Everything that an owner says about an API. Immutable. Methods name models by name, validators and authorizers by id.
 * Copies that were stored before a kind of item existed lack its list, which then counts as empty.
 *
 * @param resources the root and all below it, in the order of their paths
 * @param gatewayResponses the customised ones
 * @param throttles limits by key, one of a place
 */
public record ApiDefinition(
        RestApiSettings settings,
        List<ResourceDefinition> resources,
        List<ModelDefinition> models,
        List<ValidatorDefinition> validators,
        List<AuthorizerDefinition> authorizers,
        List<GatewayResponseDefinition> gatewayResponses,
        List<DocumentationPartDefinition> documentationParts,
        List<ThrottleDefinition> throttles) {
    public ApiDefinition {
        resources = Copies.list(resources);
        models = Copies.list(models);
        validators = Copies.list(validators);
        authorizers = Copies.list(authorizers);
        gatewayResponses = Copies.list(gatewayResponses);
        documentationParts = Copies.list(documentationParts);
        throttles = Copies.list(throttles);
    }
}
