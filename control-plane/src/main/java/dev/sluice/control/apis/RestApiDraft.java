package dev.sluice.control.apis;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.values.Policies;
import dev.sluice.control.platform.values.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An API's settings while a call fills or patches them; each setter holds the rule of its member. */
public final class RestApiDraft {
    private static final int MAX_TEXT = 1024;
    private static final int MAX_COMPRESSION_BYTES = 10_485_760;

    private String name;
    private @Nullable String description;
    private @Nullable String version;
    final List<String> binaryMediaTypes = new ArrayList<>();
    private @Nullable Integer minimumCompressionSize;
    private String apiKeySource = "HEADER";
    private boolean disableExecuteApiEndpoint;
    private EndpointConfiguration endpointConfiguration = EndpointConfiguration.of(null, null, null);
    private @Nullable String policy;
    private @Nullable String securityPolicy;
    private @Nullable String endpointAccessMode;
    private Map<String, String> tags = Map.of();

    /** A new API with every default. */
    public RestApiDraft(String name) {
        this.name = checkedName(name);
    }

    /** A copy of another API's settings under a name of its own; tags stay with what they were given to. */
    public static RestApiDraft copyOf(RestApiSettings settings, String name) {
        var draft = new RestApiDraft(settings);
        draft.name(name);
        draft.tags = Map.of();
        return draft;
    }

    public RestApiDraft(RestApiSettings settings) {
        this.name = settings.name();
        this.description = settings.description();
        this.version = settings.version();
        this.binaryMediaTypes.addAll(settings.binaryMediaTypes());
        this.minimumCompressionSize = settings.minimumCompressionSize();
        this.apiKeySource = settings.apiKeySource();
        this.disableExecuteApiEndpoint = settings.disableExecuteApiEndpoint();
        this.endpointConfiguration = settings.endpointConfiguration();
        this.policy = settings.policy();
        this.securityPolicy = settings.securityPolicy();
        this.endpointAccessMode = settings.endpointAccessMode();
        this.tags = settings.tags();
    }

    public RestApiSettings build() {
        TlsPolicy.requireFit(securityPolicy, endpointAccessMode, endpointConfiguration.types());
        return new RestApiSettings(
                name,
                description,
                version,
                binaryMediaTypes,
                minimumCompressionSize,
                apiKeySource,
                disableExecuteApiEndpoint,
                endpointConfiguration,
                policy,
                securityPolicy,
                endpointAccessMode,
                tags);
    }

    public void name(String changed) {
        this.name = checkedName(changed);
    }

    public void description(@Nullable String changed) {
        if (changed != null) {
            requireLength("Description", changed);
        }
        this.description = changed;
    }

    public void version(@Nullable String changed) {
        this.version = changed;
    }

    /** Exactly these, each once. */
    public void binaryMediaTypes(List<String> types) {
        binaryMediaTypes.clear();
        types.forEach(this::addBinaryMediaType);
    }

    /** One more, unless it is there. */
    public void addBinaryMediaType(String type) {
        if (type.isEmpty()) {
            throw ProblemException.badRequest("Binary media type cannot be an empty string");
        }
        if (!binaryMediaTypes.contains(type)) {
            binaryMediaTypes.add(type);
        }
    }

    /** A whole number in range; null for no compression. */
    public void minimumCompressionSize(@Nullable Double bytes) {
        if (bytes != null && (bytes < 0 || bytes > MAX_COMPRESSION_BYTES || bytes != Math.rint(bytes))) {
            throw invalidCompression();
        }
        this.minimumCompressionSize = bytes == null ? null : bytes.intValue();
    }

    static ProblemException invalidCompression() {
        return ProblemException.badRequest("Invalid minimum compression size, must be between 0 and 10485760");
    }

    public void apiKeySource(String changed) {
        this.apiKeySource = changed;
    }

    public void disableExecuteApiEndpoint(boolean changed) {
        this.disableExecuteApiEndpoint = changed;
    }

    public void endpoint(
            @Nullable List<String> types, @Nullable String ipAddressType, @Nullable List<String> vpcEndpointIds) {
        this.endpointConfiguration = EndpointConfiguration.of(types, ipAddressType, vpcEndpointIds);
    }

    public EndpointConfiguration endpointConfiguration() {
        return endpointConfiguration;
    }

    public void endpointConfiguration(EndpointConfiguration changed) {
        this.endpointConfiguration = changed;
    }

    /** A resource policy as JSON text; null for none. */
    public void policy(@Nullable String changed) {
        this.policy = changed == null ? null : Policies.checked(changed);
    }

    public void securityPolicy(@Nullable String changed) {
        this.securityPolicy = changed;
    }

    public void endpointAccessMode(@Nullable String changed) {
        this.endpointAccessMode = changed;
    }

    public void tags(Map<String, String> changed) {
        this.tags = Tags.checked(changed);
    }

    private static void requireLength(String member, String text) {
        if (text.length() > MAX_TEXT) {
            throw ProblemException.badRequest(member + " must have at most " + MAX_TEXT + " characters");
        }
    }

    private static String checkedName(String name) {
        if (name.isEmpty()) {
            throw ProblemException.badRequest("Name cannot be empty");
        }
        requireLength("Name", name);
        return name;
    }
}
