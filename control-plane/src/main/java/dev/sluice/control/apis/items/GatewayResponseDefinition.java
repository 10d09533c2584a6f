package dev.sluice.control.apis.items;

import dev.sluice.control.platform.values.Copies;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A gateway response that its owner has customised; its type is the id of its item. Types without such an item answer
 * their defaults.
 *
 * @param statusCode null where none was given: answers then show the type's own, if it has one
 */
public record GatewayResponseDefinition(
        String type,
        @Nullable String statusCode,
        Map<String, String> responseParameters,
        Map<String, String> responseTemplates) {
    public static final ItemKind<GatewayResponseDefinition> KIND =
            new ItemKind<>("gateway-response", GatewayResponseDefinition.class);

    public GatewayResponseDefinition {
        responseParameters = Copies.of(responseParameters);
        responseTemplates = Copies.of(responseTemplates);
    }
}
