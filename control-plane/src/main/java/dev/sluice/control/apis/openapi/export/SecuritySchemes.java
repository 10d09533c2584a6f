package dev.sluice.control.apis.openapi.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.items.AuthorizerDefinition;
import dev.sluice.control.apis.methods.AuthorizationType;
import dev.sluice.control.apis.methods.MethodDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who may call, as security schemes (openapi-extensions 4). They appear in every export, so that a reader sees which
 * calls are not open; what stands behind an authorizer appears with its extension alone.
 */
final class SecuritySchemes {
    private static final Pattern HEADER = Pattern.compile("method\\.request\\.header\\.([^\\s,]+)");
    /** The name of a header where the identity comes from elsewhere; AWS writes the same. */
    private static final String UNUSED = "Unused";

    private static final String COGNITO_AUTH_TYPE = "cognito_user_pools";
    private static final String SIGNATURE = "awsSigv4";
    private static final String AUTH_TYPE = "x-amazon-apigateway-authtype";

    private final ApiDefinition api;
    private final Extensions extensions;
    private final SequencedMap<String, String> authorizerNames;
    private final String apiKeyName;
    private final String signatureName;

    SecuritySchemes(ApiDefinition api, Extensions extensions) {
        this.api = api;
        this.extensions = extensions;
        this.authorizerNames = NamedItems.of(api.authorizers(), AuthorizerDefinition::id, AuthorizerDefinition::name);
        this.apiKeyName = NamedItems.free("api_key", authorizerNames.values());
        this.signatureName = NamedItems.free("sigv4", authorizerNames.values());
    }

    ObjectNode schemes() {
        var schemes = Nodes.object();
        if (anyMethod(MethodDefinition::apiKeyRequired)) {
            schemes.set(apiKeyName, scheme("x-api-key"));
        }
        if (anyMethod(SecuritySchemes::isSigned)) {
            var scheme = scheme("Authorization");
            if (extensions.any()) {
                scheme.put(AUTH_TYPE, SIGNATURE);
            }
            schemes.set(signatureName, scheme);
        }
        Map<String, AuthorizerDefinition> byId =
                api.authorizers().stream().collect(Collectors.toMap(AuthorizerDefinition::id, Function.identity()));
        authorizerNames.forEach(
                (id, name) -> schemes.set(name, authorizerScheme(Objects.requireNonNull(byId.get(id)))));
        return schemes;
    }

    /** What the caller of a method must show; AWS writes each as an alternative, an import takes them all together. */
    Optional<ArrayNode> requirements(MethodDefinition method) {
        var requirements = JsonNodeFactory.instance.arrayNode();
        switch (AuthorizationType.of(method.authorizationType())) {
            case NONE -> {}
            case AWS_IAM -> requirements.addObject().putArray(signatureName);
            case CUSTOM, COGNITO_USER_POOLS -> {
                String name = authorizerNames.get(Objects.requireNonNullElse(method.authorizerId(), ""));
                if (name != null) {
                    Collection<String> scopes =
                            Objects.requireNonNullElse(method.authorizationScopes(), List.<String>of());
                    requirements.addObject().set(name, Nodes.array(scopes));
                }
            }
        }
        if (method.apiKeyRequired()) {
            requirements.addObject().putArray(apiKeyName);
        }
        return requirements.isEmpty() ? Optional.empty() : Optional.of(requirements);
    }

    static boolean isSigned(MethodDefinition method) {
        return AuthorizationType.of(method.authorizationType()) == AuthorizationType.AWS_IAM;
    }

    private ObjectNode authorizerScheme(AuthorizerDefinition authorizer) {
        String header = header(authorizer).orElse(UNUSED);
        var scheme = scheme(header);
        if (extensions.any()) {
            scheme.put(AUTH_TYPE, authType(authorizer));
        }
        if (extensions.authorizers()) {
            scheme.set("x-amazon-apigateway-authorizer", extension(authorizer, header.equals(UNUSED)));
        }
        return scheme;
    }

    /** A REQUEST authorizer reads its sources from the extension, so that the scheme's header is none of them. */
    private static Optional<String> header(AuthorizerDefinition authorizer) {
        String source = authorizer.identitySource();
        if (source == null || authorizer.type().equals("REQUEST")) {
            return Optional.empty();
        }
        Matcher header = HEADER.matcher(source);
        return header.matches() ? Optional.of(header.group(1)) : Optional.empty();
    }

    /** The free text of the authorizer, unless that would make a reader take it for a signature. */
    private static String authType(AuthorizerDefinition authorizer) {
        String said = authorizer.authType();
        if (said != null && !said.isEmpty() && !said.equalsIgnoreCase(SIGNATURE)) {
            return said;
        }
        return authorizer.type().equals(AuthorizerDefinition.COGNITO) ? COGNITO_AUTH_TYPE : "custom";
    }

    private static ObjectNode extension(AuthorizerDefinition authorizer, boolean withSource) {
        var node = Nodes.object();
        node.put("type", authorizer.type().toLowerCase(Locale.ROOT));
        List<String> providers = authorizer.providerArns();
        if (providers != null && !providers.isEmpty()) {
            node.set("providerARNs", Nodes.array(providers));
        }
        Nodes.putIfPresent(node, "authorizerUri", authorizer.uri());
        Nodes.putIfPresent(node, "authorizerCredentials", authorizer.credentials());
        Integer ttlSeconds = authorizer.ttlSeconds();
        if (ttlSeconds != null) {
            node.put("authorizerResultTtlInSeconds", ttlSeconds);
        }
        if (withSource) {
            Nodes.putIfPresent(node, "identitySource", authorizer.identitySource());
        }
        Nodes.putIfPresent(node, "identityValidationExpression", authorizer.identityValidationExpression());
        return node;
    }

    private static ObjectNode scheme(String header) {
        return Nodes.object().put("type", "apiKey").put("name", header).put("in", "header");
    }

    private boolean anyMethod(Predicate<MethodDefinition> property) {
        return api.resources().stream()
                .flatMap(resource -> resource.methods().values().stream())
                .anyMatch(property);
    }
}
