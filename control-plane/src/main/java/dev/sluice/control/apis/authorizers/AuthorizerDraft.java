package dev.sluice.control.apis.authorizers;

import dev.sluice.control.apis.items.AuthorizerDefinition;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.values.Texts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An authorizer while a call fills or patches it; {@link #build} checks the whole. */
public final class AuthorizerDraft {
    private static final int MAX_NAME = 128;

    public String name;
    private String type;
    public @Nullable List<String> providerArns;
    public @Nullable String authType;
    public @Nullable String uri;
    public @Nullable String credentials;
    public @Nullable String identitySource;
    public @Nullable String identityValidationExpression;
    public @Nullable Integer ttlSeconds;

    public AuthorizerDraft(String name, String type) {
        this.name = name;
        this.type = type;
    }

    AuthorizerDraft(AuthorizerDefinition authorizer) {
        this.name = authorizer.name();
        this.type = authorizer.type();
        this.providerArns = authorizer.providerArns();
        this.authType = authorizer.authType();
        this.uri = authorizer.uri();
        this.credentials = authorizer.credentials();
        this.identitySource = authorizer.identitySource();
        this.identityValidationExpression = authorizer.identityValidationExpression();
        this.ttlSeconds = authorizer.ttlSeconds();
    }

    /** An authType that nobody chose follows the type. */
    void type(String changed) {
        if (AuthorizerType.of(type).authType().equals(authType)) {
            authType = null;
        }
        type = changed;
    }

    /** The authorizer, or the first rule that it breaks by itself. */
    public AuthorizerDefinition build(String id) {
        if (name.isBlank()) {
            throw ProblemException.badRequest("Authorizer name cannot be blank");
        }
        Texts.requireAtMost(MAX_NAME, "Authorizer name", name);
        var kind = AuthorizerType.of(type);
        switch (kind) {
            case TOKEN -> {
                AuthorizerRules.checkUri(uri);
                AuthorizerRules.checkTokenSource(identitySource);
            }
            case REQUEST -> {
                AuthorizerRules.checkUri(uri);
                AuthorizerRules.checkRequestSources(identitySource, effectiveTtl() > 0);
            }
            case COGNITO_USER_POOLS -> {
                AuthorizerRules.checkProviders(providerArns);
                if (identitySource != null) {
                    AuthorizerRules.checkTokenSource(identitySource);
                }
            }
        }
        AuthorizerRules.checkCredentials(credentials);
        AuthorizerRules.checkTtl(ttlSeconds);
        AuthorizerRules.checkValidationExpression(identityValidationExpression);
        return new AuthorizerDefinition(
                id,
                name,
                type,
                providerArns,
                authType == null ? kind.authType() : authType,
                uri,
                credentials,
                identitySource,
                identityValidationExpression,
                ttlSeconds);
    }

    private int effectiveTtl() {
        return ttlSeconds == null ? AuthorizerDefinition.DEFAULT_TTL_SECONDS : ttlSeconds;
    }
}
