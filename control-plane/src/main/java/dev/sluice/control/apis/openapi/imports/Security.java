package dev.sluice.control.apis.openapi.imports;

import dev.sluice.control.apis.items.AuthorizerDefinition;
import dev.sluice.control.apis.methods.AuthorizationType;
import dev.sluice.control.apis.methods.MethodDraft;
import dev.sluice.control.apis.openapi.document.DocumentObject;
import dev.sluice.control.platform.errors.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may call the operations of a document (openapi-extensions 4). */
final class Security {
    private static final String AUTHORIZER = "x-amazon-apigateway-authorizer";
    private static final String AUTH_TYPE = "x-amazon-apigateway-authtype";
    private static final String AUTH = "x-amazon-apigateway-auth";
    /** Most requirements of an operation, schemes of each and scopes of those. */
    private static final int MAX_REQUIREMENTS = 100;

    private static final String REQUIREMENTS = "security";

    private final DocumentObject document;
    private final ApiDraft draft;
    private final Map<String, Scheme> schemes = new HashMap<>();

    Security(DocumentObject document, ApiDraft draft) {
        this.document = document;
        this.draft = draft;
    }

    /** What listing a security scheme does to a method. */
    private sealed interface Scheme {
        /** The method needs an API key. */
        record Key() implements Scheme {}

        /** The method is signed for. */
        record Signature() implements Scheme {}

        /** An authorizer decides; null: it was refused. */
        record Custom(@Nullable AuthorizerDefinition authorizer) implements Scheme {}

        /** REST APIs know nothing of it [D]. */
        record Ignored() implements Scheme {}
    }

    /** Makes the authorizers, those that no operation uses included (management-api 15, 26). */
    void read(Dialect dialect) {
        var authorizers = new AuthorizerReader(draft);
        dialect.securitySchemes().forEach((name, scheme) -> schemes.put(name, scheme(name, scheme, authorizers)));
    }

    private Scheme scheme(String name, DocumentObject scheme, AuthorizerReader authorizers) {
        boolean isKey = "apiKey".equalsIgnoreCase(scheme.text("type"));
        if (isKey && "awsSigv4".equalsIgnoreCase(scheme.text(AUTH_TYPE))) {
            return new Scheme.Signature();
        }
        DocumentObject extension = scheme.object(AUTHORIZER);
        if (extension != null) {
            var authorizer = Site.attempt(
                    document.findings(),
                    "Unable to create authorizer '" + name + "'",
                    () -> authorizers.read(name, scheme, extension, scheme.text(AUTH_TYPE)));
            if (authorizer != null) {
                draft.authorizers.put(name, authorizer);
            }
            return new Scheme.Custom(authorizer);
        }
        return isKey && "x-api-key".equalsIgnoreCase(scheme.text("name")) ? new Scheme.Key() : new Scheme.Ignored();
    }

    /** The operation's own requirements count, else those of the document [R]. */
    void apply(DocumentObject operation, MethodDraft method) {
        DocumentObject holder = operation.has(REQUIREMENTS) ? operation : document;
        Lists.requireAtMost(MAX_REQUIREMENTS, holder, REQUIREMENTS);
        boolean isDecided = false;
        for (DocumentObject requirement : holder.list(REQUIREMENTS)) {
            if (requirement.raw().size() > MAX_REQUIREMENTS) {
                throw ProblemException.badRequest("The security requirement at '" + requirement.place()
                        + "' has more than " + MAX_REQUIREMENTS + " schemes");
            }
            for (String name : requirement.members()) {
                Lists.requireAtMost(MAX_REQUIREMENTS, requirement, name);
                switch (scheme(name)) {
                    case Scheme.Key _ -> method.apiKeyRequired = true;
                    case Scheme.Signature _ -> {
                        if (!isDecided) {
                            method.authorizationType = AuthorizationType.AWS_IAM.name();
                        }
                        isDecided = true;
                    }
                    case Scheme.Custom custom -> {
                        if (!isDecided) {
                            use(custom.authorizer(), requirement.texts(name), method);
                        }
                        isDecided = true;
                    }
                    case Scheme.Ignored _ -> {}
                }
            }
        }
        explicit(operation, method);
    }

    private static void use(
            @Nullable AuthorizerDefinition authorizer, @Nullable List<String> scopes, MethodDraft method) {
        if (authorizer != null) {
            method.authorizationType = authorizer.authorizationType();
            method.authorizerId = authorizer.id();
            method.authorizationScopes = scopes == null || scopes.isEmpty() ? null : scopes;
        }
    }

    private static void explicit(DocumentObject operation, MethodDraft method) {
        DocumentObject auth = operation.object(AUTH);
        String type = auth == null ? null : auth.upperText("type");
        if (type != null) {
            if (!Set.of("NONE", "AWS_IAM").contains(type)) {
                throw ProblemException.badRequest(
                        "Invalid type of " + AUTH + " specified. Valid options are NONE,AWS_IAM");
            }
            method.authorizationType = type;
            method.authorizerId = null;
            method.authorizationScopes = null;
        }
    }

    /** An unknown scheme must not leave a method open, so it is refused unless the API has an authorizer of its name. */
    private Scheme scheme(String name) {
        Scheme scheme = schemes.get(name);
        if (scheme != null) {
            return scheme;
        }
        AuthorizerDefinition kept = draft.authorizers.get(name);
        if (kept == null) {
            throw ProblemException.badRequest("Invalid security scheme specified: " + name + " is not defined");
        }
        return new Scheme.Custom(kept);
    }
}
