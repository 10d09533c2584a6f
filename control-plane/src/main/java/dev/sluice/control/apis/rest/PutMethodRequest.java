package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.methods.MethodDraft;
import dev.sluice.control.platform.wire.WireInput;

/** Input of PutMethod. */
final class PutMethodRequest {
    private PutMethodRequest() {}

    static MethodDraft read(byte[] bytes) {
        var input = WireInput.of("putMethodInput", bytes);
        var body = input.body();
        var draft = new MethodDraft(body.requiredText("authorizationType"));
        draft.authorizerId = body.filledText("authorizerId");
        draft.apiKeyRequired = Boolean.TRUE.equals(body.flag("apiKeyRequired"));
        draft.operationName = body.filledText("operationName");
        draft.requestParameters = body.flagMap("requestParameters");
        draft.requestModels = body.textMap("requestModels");
        draft.requestValidatorId = body.filledText("requestValidatorId");
        draft.authorizationScopes = body.texts("authorizationScopes");
        input.check();
        return draft;
    }
}
