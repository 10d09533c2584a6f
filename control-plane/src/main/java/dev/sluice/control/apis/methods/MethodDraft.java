package dev.sluice.control.apis.methods;

import dev.sluice.control.apis.integrations.Integration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A method while a call fills or patches it; {@link #build} checks the whole. */
public final class MethodDraft {
    public String authorizationType;
    public @Nullable String authorizerId;
    public boolean apiKeyRequired;
    public @Nullable String operationName;
    public @Nullable String requestValidatorId;
    public @Nullable Map<String, Boolean> requestParameters;
    public @Nullable Map<String, @Nullable String> requestModels;
    public @Nullable List<String> authorizationScopes;
    public SortedMap<String, MethodResponse> responses = new TreeMap<>();
    public @Nullable Integration integration;

    public MethodDraft(String authorizationType) {
        this.authorizationType = authorizationType;
    }

    MethodDraft(MethodDefinition definition) {
        this.authorizationType = definition.authorizationType();
        this.authorizerId = definition.authorizerId();
        this.apiKeyRequired = definition.apiKeyRequired();
        this.operationName = definition.operationName();
        this.requestValidatorId = definition.requestValidatorId();
        this.requestParameters = definition.requestParameters();
        this.requestModels = definition.requestModels();
        this.authorizationScopes = definition.authorizationScopes();
        this.responses = new TreeMap<>(definition.responses());
        this.integration = definition.integration();
    }

    /**
     * The method, or the first rule that it breaks by itself; what it names is {@link MethodReferences}' concern. An
     * open method keeps no authorizer (management-api 6).
     */
    public MethodDefinition build() {
        var authorization = AuthorizationType.of(authorizationType);
        Declarations.checkRequestParameters(requestParameters);
        return new MethodDefinition(
                authorizationType,
                authorization.needsAuthorizer() ? authorizerId : null,
                apiKeyRequired,
                operationName,
                requestValidatorId,
                requestParameters,
                requestModels,
                authorizationScopes,
                responses,
                integration);
    }
}
