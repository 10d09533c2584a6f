package dev.sluice.control.apis.openapi.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.apis.RestApi;
import dev.sluice.control.apis.RestApiDraft;
import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.RestApis;
import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.definition.ApiDefinitions;
import dev.sluice.control.apis.definition.ResourceDefinition;
import dev.sluice.control.apis.items.ApiItems;
import dev.sluice.control.apis.items.DocumentationVersionDefinition;
import dev.sluice.control.apis.methods.Methods;
import dev.sluice.control.apis.openapi.document.DocumentObject;
import dev.sluice.control.apis.openapi.document.DocumentReader;
import dev.sluice.control.apis.openapi.document.DocumentRefused;
import dev.sluice.control.apis.openapi.document.Findings;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.tenants.CurrentLimits;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes and changes APIs by OpenAPI documents, each in one transaction: a document with an error changes nothing. */
@Singleton
public class ApiImports {
    private static final String UNREADABLE = "Invalid OpenAPI input.";
    /** As with single calls. */
    private static final int MAX_DOCUMENTATION_VERSIONS = 500;

    private final RestApis apis;
    private final ApiDefinitions definitions;
    private final Methods methods;
    private final ApiItems items;
    private final CurrentLimits limits;
    private final Variables variables;

    ApiImports(
            RestApis apis,
            ApiDefinitions definitions,
            Methods methods,
            ApiItems items,
            CurrentLimits limits,
            Variables variables) {
        this.apis = apis;
        this.definitions = definitions;
        this.methods = methods;
        this.items = items;
        this.limits = limits;
        this.variables = variables;
    }

    /** A new API. */
    public Imported create(byte[] body, ImportOptions options) {
        var source = read(body);
        String title = Settings.title(source.document());
        if (title == null) {
            source.findings().error("Parse issue: attribute info.title is missing");
            throw Verdict.refusal(source.findings());
        }
        var draft = new RestApiDraft(title);
        draft.endpoint(endpointTypes(source, options), null, options.vpcEndpointIds());
        var api = apis.unsaved(draft);
        var translation = translate(
                source, new ApiDraft(api.id().value(), bare(api), ImportMode.OVERWRITE, limits.get()), options);
        apis.add(api);
        write(api, translation);
        return new Imported(api, source.findings().warnings());
    }

    /** An API that is there. */
    public Imported put(RestApiId id, byte[] body, ImportMode mode, ImportOptions options) {
        var api = apis.requireLocked(id);
        var source = read(body);
        // A change inside a method takes no lock of the API: it comes before this document or after it.
        methods.hold(id);
        var draft = new ApiDraft(id.value(), definitions.read(api), mode, limits.get());
        write(api, translate(source, draft, options));
        return new Imported(api, source.findings().warnings());
    }

    private Translation translate(Source source, ApiDraft draft, ImportOptions options) {
        var terms = new Translation.Terms(options, variables.executionArn(draft.apiId));
        var translation = Translation.of(source.document(), source.dialect(), draft, terms);
        warnOfKnownVersion(new RestApiId(draft.apiId), translation.documentationVersion(), source.findings());
        Verdict.require(source.findings(), options.failOnWarnings());
        return translation;
    }

    private void warnOfKnownVersion(RestApiId api, @Nullable String version, Findings findings) {
        if (version != null && isKnown(api, version)) {
            findings.warn("Documentation version '" + version + "' already exists. Ignoring.");
        }
    }

    private boolean isKnown(RestApiId api, String version) {
        return items.find(api, DocumentationVersionDefinition.KIND, version).isPresent();
    }

    private void write(RestApi api, Translation translation) {
        definitions.write(api, translation.definition());
        String version = translation.documentationVersion();
        if (version != null && !isKnown(api.id(), version)) {
            if (items.count(api.id(), DocumentationVersionDefinition.KIND) >= MAX_DOCUMENTATION_VERSIONS) {
                throw ProblemException.limitExceeded("Maximum number of documentation versions for this API has been"
                        + " reached: " + MAX_DOCUMENTATION_VERSIONS);
            }
            var kept = new DocumentationVersionDefinition(
                    version,
                    null,
                    Instant.now().truncatedTo(ChronoUnit.MICROS),
                    translation.definition().documentationParts());
            items.put(api.id(), DocumentationVersionDefinition.KIND, version, kept);
        }
    }

    private Source read(byte[] body) {
        JsonNode tree;
        try {
            tree = DocumentReader.read(body, variables::replaced);
        } catch (DocumentRefused refused) {
            throw ProblemException.badRequest(refused.message(UNREADABLE));
        }
        if (!tree.isObject()) {
            throw ProblemException.badRequest(UNREADABLE);
        }
        var document = DocumentObject.root(tree, new Findings());
        var dialect = Dialect.of(document)
                .orElseThrow(() ->
                        ProblemException.badRequest(UNREADABLE + " Only swagger 2.0 and openapi 3.0 are supported"));
        Judge.judge(tree, dialect, document.findings());
        return new Source(document, dialect);
    }

    /** The caller's word counts before that of the document. */
    private static @Nullable List<String> endpointTypes(Source source, ImportOptions options) {
        DocumentObject extension = source.dialect().endpointConfiguration();
        if (options.endpointTypes() != null || extension == null) {
            return options.endpointTypes();
        }
        List<String> types = extension.texts("types");
        return types == null
                ? null
                : types.stream().map(type -> type.toUpperCase(Locale.ROOT)).toList();
    }

    private static ApiDefinition bare(RestApi api) {
        var root = new ResourceDefinition(api.rootResourceId(), "/", new TreeMap<>());
        return new ApiDefinition(
                api.settings(), List.of(root), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    private record Source(DocumentObject document, Dialect dialect) {
        Findings findings() {
            return document.findings();
        }
    }
}
