package dev.sluice.control.apis.integrations;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.values.Copies;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a method. Null maps were never sent.
 *
 * @param type MOCK, HTTP, HTTP_PROXY, AWS or AWS_PROXY
 * @param httpMethod verb towards the origin; null for MOCK
 * @param uri the origin's address with its placeholders; null for MOCK
 * @param connectionType INTERNET or VPC_LINK; null for types that have none
 * @param responses by status code of the method response they lead to
 */
public record Integration(
        String type,
        @Nullable String httpMethod,
        @Nullable String uri,
        @Nullable String connectionType,
        @Nullable String connectionId,
        @Nullable String credentials,
        @Nullable Map<String, @Nullable String> requestParameters,
        @Nullable Map<String, @Nullable String> requestTemplates,
        String passthroughBehavior,
        @Nullable String contentHandling,
        int timeoutInMillis,
        String cacheNamespace,
        List<String> cacheKeyParameters,
        @Nullable Boolean insecureSkipVerification,
        @Nullable String responseTransferMode,
        @Nullable String integrationTarget,
        SortedMap<String, IntegrationResponse> responses) {
    public Integration {
        requestParameters = Copies.ofNullable(requestParameters);
        requestTemplates = Copies.ofNullable(requestTemplates);
        cacheKeyParameters = Copies.list(cacheKeyParameters);
        responses = Copies.sorted(responses);
    }

    /**
     * The integration after the operations; all or nothing. A longer timeout from before the limit may stay, but not that
     * of a stream which is none any more.
     */
    public Integration patched(List<PatchOperation> operations, int maxTimeoutMillis) {
        var draft = new IntegrationDraft(this);
        boolean streamed = draft.isStreamed();
        IntegrationPatches.TABLE.apply(draft, operations);
        boolean keepsTime = !streamed || draft.isStreamed();
        return draft.build(keepsTime ? Math.max(maxTimeoutMillis, timeoutInMillis) : maxTimeoutMillis);
    }

    /** The integration with one response put in place; two may not answer the same pattern (management-api 3). */
    public Integration withResponse(String status, IntegrationResponse response) {
        var changed = new TreeMap<>(responses);
        changed.remove(status);
        if (changed.values().stream().anyMatch(other -> other.distinction().equals(response.distinction()))) {
            throw ProblemException.conflict(
                    "Integration response with selection pattern " + response.distinction() + " already exists");
        }
        changed.put(status, response);
        return new IntegrationDraft(this).responses(changed).build(timeoutInMillis);
    }

    public Integration withoutResponse(String status) {
        var changed = new TreeMap<>(responses);
        changed.remove(status);
        return new IntegrationDraft(this).responses(changed).build(timeoutInMillis);
    }
}
