package dev.sluice.control.apis.openapi.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.control.apis.RestApiDraft;
import dev.sluice.control.apis.openapi.document.DocumentObject;
import dev.sluice.control.platform.errors.ProblemException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a document says about the API as a whole; what it leaves out stays as the draft has it. */
final class Settings {
    private static final String PREFIX = "x-amazon-apigateway-";
    private static final int MAX_BINARY_TYPES = 1000;
    private static final String SHORT_RESOURCE = "execute-api:/";

    private final DocumentObject document;
    private final RestApiDraft draft;

    Settings(DocumentObject document, RestApiDraft draft) {
        this.document = document;
        this.draft = draft;
    }

    /** The name that a document gives its API; null for none. */
    static @Nullable String title(DocumentObject document) {
        DocumentObject info = document.object("info");
        return info == null ? null : info.looseText("title");
    }

    void read(Dialect dialect, String executionArn) {
        attempt("name", () -> {
            String title = title(document);
            if (title != null) {
                draft.name(title);
            }
        });
        attempt("info", this::info);
        attempt("apiKeySource", this::apiKeySource);
        attempt("binaryMediaTypes", () -> {
            Lists.requireAtMost(MAX_BINARY_TYPES, document, PREFIX + "binary-media-types");
            List<String> types = document.texts(PREFIX + "binary-media-types");
            if (types != null) {
                types.forEach(draft::addBinaryMediaType);
            }
        });
        attempt("minimumCompressionSize", this::compression);
        attempt("policy", () -> policy(executionArn));
        attempt("endpointConfiguration", () -> endpoint(dialect.endpointConfiguration()));
        attempt("securityPolicy", this::securityPolicy);
    }

    private void info() {
        DocumentObject info = document.object("info");
        if (info != null) {
            String description = info.longText("description");
            if (description != null && !description.isEmpty()) {
                draft.description(description);
            }
            String version = info.looseText("version");
            if (version != null && !version.isEmpty()) {
                draft.version(version);
            }
        }
    }

    private void apiKeySource() {
        String source = document.upperText(PREFIX + "api-key-source");
        if (source == null) {
            return;
        }
        if (!Set.of("HEADER", "AUTHORIZER").contains(source)) {
            throw ProblemException.badRequest("Invalid apiKeySource specified. Valid options are HEADER,AUTHORIZER");
        }
        draft.apiKeySource(source);
    }

    private void compression() {
        String member = PREFIX + "minimum-compression-size";
        Integer bytes = document.integer(member);
        if (bytes != null) {
            draft.minimumCompressionSize(bytes.doubleValue());
        }
    }

    private void policy(String executionArn) {
        JsonNode policy = document.raw(PREFIX + "policy");
        if (policy == null) {
            return;
        }
        if (policy.isTextual()) {
            draft.policy(policy.textValue());
        } else {
            JsonNode whole = policy.deepCopy();
            whole.path("Statement").forEach(statement -> complete(statement, executionArn));
            if (whole.path("Statement").isObject()) {
                complete(whole.path("Statement"), executionArn);
            }
            draft.policy(Texts.compact(whole));
        }
    }

    /** openapi-extensions 2 [D]: a policy may name the API that it is imported with without its id. */
    private static void complete(JsonNode statement, String executionArn) {
        if (statement instanceof ObjectNode object) {
            for (String member : List.of("Resource", "NotResource")) {
                JsonNode resources = object.get(member);
                if (resources instanceof ArrayNode list) {
                    for (int i = 0; i < list.size(); i++) {
                        list.set(i, completed(list.get(i), executionArn));
                    }
                } else if (resources != null) {
                    object.set(member, completed(resources, executionArn));
                }
            }
        }
    }

    private static JsonNode completed(JsonNode resource, String executionArn) {
        return resource.isTextual() && resource.textValue().startsWith(SHORT_RESOURCE)
                ? TextNode.valueOf(executionArn + resource.textValue().substring(SHORT_RESOURCE.length()))
                : resource;
    }

    private void endpoint(@Nullable DocumentObject extension) {
        if (extension == null) {
            return;
        }
        Boolean isDisabled = extension.flag("disableExecuteApiEndpoint");
        if (isDisabled != null) {
            draft.disableExecuteApiEndpoint(isDisabled);
        }
        List<String> ids = extension.texts("vpcEndpointIds");
        if (ids != null) {
            draft.endpointConfiguration(draft.endpointConfiguration().withVpcEndpointIds(ids));
        }
    }

    private void securityPolicy() {
        String mode = document.upperText(PREFIX + "endpoint-access-mode");
        if (mode != null) {
            if (!Set.of("BASIC", "STRICT").contains(mode)) {
                throw ProblemException.badRequest(
                        "Invalid endpointAccessMode specified. Valid options are BASIC,STRICT");
            }
            draft.endpointAccessMode(mode);
        }
        String policy = document.text(PREFIX + "security-policy");
        if (policy != null) {
            if (policy.startsWith("SecurityPolicy_") && mode == null) {
                throw ProblemException.badRequest(
                        "The security policy " + policy + " needs " + PREFIX + "endpoint-access-mode");
            }
            draft.securityPolicy(policy);
        }
    }

    private void attempt(String member, Runnable work) {
        Site.attempt(document.findings(), "Unable to set the API's " + member, () -> {
            work.run();
            return true;
        });
    }
}
