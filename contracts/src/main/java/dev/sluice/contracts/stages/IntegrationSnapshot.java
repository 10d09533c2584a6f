package dev.sluice.contracts.stages;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a method.
 *
 * @param type MOCK, HTTP, HTTP_PROXY, AWS or AWS_PROXY; a node refuses to compile a type that it does not know
 * @param httpMethod verb towards the origin; absent or ANY: the client's
 * @param uri the origin's URI with {@code {name}} and {@code ${stageVariables.name}}; absent for MOCK
 * @param requestParameters target ({@code integration.request.path.X}) to source ({@code method.request.path.X})
 * @param requestTemplates media type to template text
 * @param passthroughBehavior WHEN_NO_MATCH, WHEN_NO_TEMPLATES or NEVER
 * @param contentHandling CONVERT_TO_BINARY or CONVERT_TO_TEXT, when set
 * @param timeoutMillis longest wait for the origin's whole answer, body included, 50 to 900,000
 * @param insecureSkipVerification when true, certificates of unknown authorities are accepted
 * @param responses by status code of the method response they lead to
 * @param vpcLink the link that the origin is reached through, when it is not the internet; a node refuses to compile it
 *     until it has links
 * @param credentials ARN of the role that calls of a function or service are signed for; absent: they are not signed
 * @param responseTransferMode BUFFERED or STREAM, when set
 * @param streamPauseMillis longest pause within an answer that is streamed; absent: five minutes
 */
public record IntegrationSnapshot(
        String type,
        @Nullable String httpMethod,
        @Nullable String uri,
        Map<String, String> requestParameters,
        Map<String, String> requestTemplates,
        String passthroughBehavior,
        @Nullable String contentHandling,
        int timeoutMillis,
        boolean insecureSkipVerification,
        Map<String, IntegrationResponseSnapshot> responses,
        @Nullable String vpcLink,
        @Nullable String credentials,
        @Nullable String responseTransferMode,
        @Nullable Integer streamPauseMillis) {
    public IntegrationSnapshot {
        requestParameters = Map.copyOf(requestParameters);
        requestTemplates = Map.copyOf(requestTemplates);
        responses = Map.copyOf(responses);
    }

    /** Whether the answer reaches the client as it comes, however long. */
    @JsonIgnore
    public boolean isStreamed() {
        return "STREAM".equals(responseTransferMode);
    }
}
