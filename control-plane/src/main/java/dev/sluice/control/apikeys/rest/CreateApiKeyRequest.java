package dev.sluice.control.apikeys.rest;

import dev.sluice.control.apikeys.ApiKeyDraft;
import dev.sluice.control.apikeys.ApiKeyValue;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.platform.wire.WireObject;
import dev.sluice.control.stages.StageName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Input of CreateApiKey. */
record CreateApiKeyRequest(
        @Nullable String name,
        @Nullable String description,
        boolean enabled,
        @Nullable ApiKeyValue value,
        List<StageName> stageKeys,
        @Nullable String customerId,
        @Nullable Map<String, String> tags) {
    static CreateApiKeyRequest read(byte[] bytes) {
        var input = WireInput.of("createApiKeyInput", bytes);
        var body = input.body();
        String value = body.longText("value");
        // An id made of the value would show the secret in paths: ids are always distinct, as AWS makes them today.
        body.flag("generateDistinctId");
        var request = new CreateApiKeyRequest(
                body.longText("name"),
                body.longText("description"),
                Boolean.TRUE.equals(body.flag("enabled")),
                value == null || value.isEmpty() ? null : new ApiKeyValue(value),
                body.objects("stageKeys").stream()
                        .map(CreateApiKeyRequest::stageKey)
                        .toList(),
                body.longText("customerId"),
                body.plainTextMap("tags"));
        input.check();
        return request;
    }

    ApiKeyDraft toDraft() {
        var draft = new ApiKeyDraft();
        draft.name(name);
        draft.description(description);
        draft.enabled(enabled);
        draft.customerId(customerId);
        draft.tags(tags == null ? Map.of() : tags);
        return draft;
    }

    private static StageName stageKey(WireObject object) {
        String api = object.text("restApiId");
        String stage = object.text("stageName");
        return new StageName(api == null ? "" : api, stage == null ? "" : stage);
    }
}
