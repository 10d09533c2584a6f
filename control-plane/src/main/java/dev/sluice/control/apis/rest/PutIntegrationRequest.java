package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.integrations.IntegrationDraft;
import dev.sluice.control.platform.wire.Rule;
import dev.sluice.control.platform.wire.WireInput;
import java.util.ArrayList;
import java.util.List;

/** Input of PutIntegration. The body's {@code httpMethod} is the integration's verb, not the method's. */
final class PutIntegrationRequest {
    static final Rule CONTENT_HANDLING = Rule.oneOf("CONVERT_TO_BINARY", "CONVERT_TO_TEXT");
    private static final Rule TYPE = Rule.oneOf("HTTP", "MOCK", "AWS_PROXY", "HTTP_PROXY", "AWS");
    private static final Rule CONNECTION_TYPE = Rule.oneOf("INTERNET", "VPC_LINK");
    private static final Rule TRANSFER_MODE = Rule.oneOf("BUFFERED", "STREAM");

    private PutIntegrationRequest() {}

    static IntegrationDraft read(byte[] bytes, String resourceId) {
        var input = WireInput.of("putIntegrationInput", bytes);
        var body = input.body();
        var draft = new IntegrationDraft(body.requiredText("type", TYPE), resourceId);
        draft.httpMethod = body.text("httpMethod");
        draft.uri = body.text("uri");
        draft.connectionType = body.text("connectionType", CONNECTION_TYPE);
        draft.connectionId = body.text("connectionId");
        draft.credentials = body.text("credentials");
        draft.requestParameters = body.textMap("requestParameters");
        draft.requestTemplates = body.textMap("requestTemplates");
        String passthroughBehavior = body.text("passthroughBehavior");
        if (passthroughBehavior != null) {
            draft.passthroughBehavior = passthroughBehavior;
        }
        draft.contentHandling = body.text("contentHandling", CONTENT_HANDLING);
        draft.timeoutInMillis = body.integer("timeoutInMillis");
        String cacheNamespace = body.text("cacheNamespace");
        if (cacheNamespace != null) {
            draft.cacheNamespace = cacheNamespace;
        }
        List<String> cacheKeys = body.texts("cacheKeyParameters");
        if (cacheKeys != null) {
            draft.cacheKeyParameters = new ArrayList<>(cacheKeys);
        }
        var tls = body.object("tlsConfig");
        draft.insecureSkipVerification = tls == null ? null : Boolean.TRUE.equals(tls.flag("insecureSkipVerification"));
        draft.responseTransferMode = body.text("responseTransferMode", TRANSFER_MODE);
        draft.integrationTarget = body.text("integrationTarget");
        input.check();
        return draft;
    }
}
