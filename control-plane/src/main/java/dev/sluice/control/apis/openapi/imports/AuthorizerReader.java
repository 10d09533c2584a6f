package dev.sluice.control.apis.openapi.imports;

import dev.sluice.control.apis.authorizers.AuthorizerDraft;
import dev.sluice.control.apis.items.AuthorizerDefinition;
import dev.sluice.control.apis.openapi.document.DocumentObject;
import dev.sluice.control.platform.errors.ProblemException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An authorizer as the extension of a security scheme says it. */
final class AuthorizerReader {
    private static final String TTL = "authorizerResultTtlInSeconds";
    private static final String IDENTITY_SOURCE = "identitySource";

    private final ApiDraft draft;

    AuthorizerReader(ApiDraft draft) {
        this.draft = draft;
    }

    AuthorizerDefinition read(String name, DocumentObject scheme, DocumentObject extension, @Nullable String authType) {
        String type = Objects.requireNonNullElse(extension.upperText("type"), "");
        if (type.equals("JWT")) {
            throw ProblemException.badRequest("JWT authorizers exist on HTTP APIs only");
        }
        var authorizer = new AuthorizerDraft(name, type);
        authorizer.authType = authType;
        authorizer.uri = extension.text("authorizerUri");
        authorizer.credentials = extension.text("authorizerCredentials");
        authorizer.providerArns = extension.texts("providerARNs");
        authorizer.identityValidationExpression = extension.text("identityValidationExpression");
        authorizer.ttlSeconds = extension.integer(TTL);
        authorizer.identitySource =
                type.equals("REQUEST") ? extension.text(IDENTITY_SOURCE) : header(scheme, extension);
        return authorizer.build(draft.authorizerId(name));
    }

    /** openapi-extensions 4 [R]: the header that the scheme itself names holds the token. */
    private static @Nullable String header(DocumentObject scheme, DocumentObject extension) {
        String header = scheme.text("name");
        return header == null || header.isEmpty() ? extension.text(IDENTITY_SOURCE) : "method.request.header." + header;
    }
}
