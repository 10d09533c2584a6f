package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.authorizers.AuthorizerDraft;
import dev.sluice.control.platform.wire.Rule;
import dev.sluice.control.platform.wire.WireInput;
import java.util.List;

/** Input of CreateAuthorizer. */
final class CreateAuthorizerRequest {
    private static final Rule TYPE = Rule.oneOf("TOKEN", "REQUEST", "COGNITO_USER_POOLS");

    private CreateAuthorizerRequest() {}

    static AuthorizerDraft read(byte[] bytes) {
        var input = WireInput.of("createAuthorizerInput", bytes);
        var body = input.body();
        var draft = new AuthorizerDraft(body.requiredText("name"), body.requiredText("type", TYPE));
        List<String> providers = body.texts("providerARNs");
        draft.providerArns = providers == null || providers.isEmpty() ? null : providers;
        draft.authType = body.filledText("authType");
        draft.uri = body.filledText("authorizerUri");
        draft.credentials = body.filledText("authorizerCredentials");
        draft.identitySource = body.filledText("identitySource");
        draft.identityValidationExpression = body.filledText("identityValidationExpression");
        draft.ttlSeconds = body.integer("authorizerResultTtlInSeconds");
        input.check();
        return draft;
    }
}
