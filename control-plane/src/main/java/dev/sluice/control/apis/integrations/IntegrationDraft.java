package dev.sluice.control.apis.integrations;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.control.platform.errors.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An integration while PutIntegration fills it or UpdateIntegration patches it; {@link #build} checks the whole. */
public final class IntegrationDraft {
    private static final int MIN_TIMEOUT_MILLIS = 50;
    private static final int DEFAULT_TIMEOUT_MILLIS = 29_000;
    /** rest-api-runtime 8.1: of a stream, whatever the tenant's limit is. */
    private static final int MAX_STREAM_MILLIS = 900_000;
    /** Methods are found by it, and PostgreSQL indexes at most 2,704 bytes. */
    private static final int MAX_CONNECTION_ID_BYTES = 1_024;

    private static final Set<String> PASSTHROUGH = Set.of("WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER");

    private final String type;
    public @Nullable String httpMethod;
    public @Nullable String uri;
    public @Nullable String connectionType;
    public @Nullable String connectionId;
    public @Nullable String credentials;
    public @Nullable Map<String, @Nullable String> requestParameters;
    public @Nullable Map<String, @Nullable String> requestTemplates;
    public String passthroughBehavior = "WHEN_NO_MATCH";
    public @Nullable String contentHandling;
    public @Nullable Integer timeoutInMillis;
    public String cacheNamespace;
    public List<String> cacheKeyParameters = new ArrayList<>();
    public @Nullable Boolean insecureSkipVerification;
    public @Nullable String responseTransferMode;
    public @Nullable String integrationTarget;
    private SortedMap<String, IntegrationResponse> responses = new TreeMap<>();

    /** A new integration with every default; its cache namespace is its resource. */
    public IntegrationDraft(String type, String resourceId) {
        this.type = type;
        this.cacheNamespace = resourceId;
    }

    IntegrationDraft(Integration integration) {
        this.type = integration.type();
        this.httpMethod = integration.httpMethod();
        this.uri = integration.uri();
        this.connectionType = integration.connectionType();
        this.connectionId = integration.connectionId();
        this.credentials = integration.credentials();
        this.requestParameters = integration.requestParameters();
        this.requestTemplates = integration.requestTemplates();
        this.passthroughBehavior = integration.passthroughBehavior();
        this.contentHandling = integration.contentHandling();
        this.timeoutInMillis = integration.timeoutInMillis();
        this.cacheNamespace = integration.cacheNamespace();
        this.cacheKeyParameters = new ArrayList<>(integration.cacheKeyParameters());
        this.insecureSkipVerification = integration.insecureSkipVerification();
        this.responseTransferMode = integration.responseTransferMode();
        this.integrationTarget = integration.integrationTarget();
        this.responses = integration.responses();
    }

    boolean isMock() {
        return type.equals("MOCK");
    }

    /** Replaces the responses; used when one of them changes. */
    public IntegrationDraft responses(SortedMap<String, IntegrationResponse> changed) {
        this.responses = changed;
        return this;
    }

    boolean isStreamed() {
        return "STREAM".equals(responseTransferMode);
    }

    /** The integration, or the first business rule that it breaks. */
    public Integration build(int maxTimeoutMillis) {
        if (isMock()) {
            httpMethod = null;
            uri = null;
        } else {
            Targets.check(type, httpMethod, uri);
        }
        int timeout = timeoutWithin(isStreamed() ? Math.max(MAX_STREAM_MILLIS, maxTimeoutMillis) : maxTimeoutMillis);
        if (!PASSTHROUGH.contains(passthroughBehavior)) {
            throw ProblemException.badRequest("Invalid passthroughBehavior specified. Valid options are"
                    + " WHEN_NO_MATCH,WHEN_NO_TEMPLATES,NEVER");
        }
        checkConnectionId();
        Mappings.checkRequest(requestParameters);
        Mappings.checkTemplates(requestTemplates);
        return new Integration(
                type,
                httpMethod,
                uri,
                effectiveConnectionType(),
                connectionId,
                credentials,
                requestParameters,
                requestTemplates,
                passthroughBehavior,
                contentHandling,
                timeout,
                cacheNamespace,
                cacheKeyParameters,
                insecureSkipVerification,
                responseTransferMode,
                integrationTarget,
                responses);
    }

    private int timeoutWithin(int most) {
        int timeout = timeoutInMillis == null ? Math.min(DEFAULT_TIMEOUT_MILLIS, most) : timeoutInMillis;
        if (timeout < MIN_TIMEOUT_MILLIS || timeout > most) {
            throw ProblemException.badRequest(
                    "Timeout should be between " + MIN_TIMEOUT_MILLIS + " ms and " + most + " ms");
        }
        return timeout;
    }

    private void checkConnectionId() {
        if (connectionId != null && connectionId.getBytes(UTF_8).length > MAX_CONNECTION_ID_BYTES) {
            throw ProblemException.badRequest(
                    "Invalid connectionId specified: it has more than " + MAX_CONNECTION_ID_BYTES + " bytes");
        }
    }

    /** management-api 5: INTERNET is shown for HTTP and HTTP_PROXY only; VPC_LINK wherever it was set. */
    private @Nullable String effectiveConnectionType() {
        if ("VPC_LINK".equals(connectionType)) {
            if (connectionId == null || connectionId.isEmpty()) {
                throw ProblemException.badRequest("VPC_LINK integration requires a connectionId");
            }
            return connectionType;
        }
        return type.startsWith("HTTP") ? "INTERNET" : null;
    }
}
