package dev.sluice.control.apis.openapi.imports;

import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.documentation.DocumentationDraft;
import dev.sluice.control.apis.openapi.document.DocumentObject;
import dev.sluice.control.platform.errors.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a document and what an API was into what the API will be. Pure: nothing is stored, and what is wrong with the
 * document is among its findings afterwards. A used-up quota is thrown at once.
 *
 * @param documentationVersion under which the documentation is to be kept as it then is; null for none
 */
record Translation(ApiDefinition definition, @Nullable String documentationVersion) {
    /** management-api 14. */
    private static final int MAX_AUTHORIZERS = 10;

    static Translation of(DocumentObject document, Dialect dialect, ApiDraft draft, Terms terms) {
        dialect.warn();
        new Settings(document, draft.settings).read(dialect, terms.executionArn());
        var models = new Models(draft, dialect, document.findings());
        models.readNamed(dialect.schemas());
        var validators = new Validators(document, draft);
        validators.read();
        var security = new Security(document, draft);
        security.read(dialect);
        if (draft.authorizers.size() > MAX_AUTHORIZERS) {
            throw ProblemException.limitExceeded(
                    "Maximum number of authorizers for this API has been reached: " + MAX_AUTHORIZERS);
        }
        GatewayResponseReader.read(document, draft);
        var integrations = new IntegrationReader(terms.maxTimeoutMillis());
        var operations = new Operations(dialect, security, validators, models, integrations);
        List<String> prefix = terms.options().basePath().prefix(dialect);
        new Paths(draft, operations, prefix).read(document);
        String version = terms.options().ignoreDocumentation() ? null : documentation(document, draft);
        ApiDefinition definition = draft.build();
        StoredSize.check(definition);
        return new Translation(definition, version);
    }

    private static @Nullable String documentation(DocumentObject document, ApiDraft draft) {
        var said = Documentation.of(document);
        var parts = new DocumentationDraft(draft.mode == ImportMode.MERGE ? draft.documentation : List.of());
        if (said != null) {
            said.parts()
                    .forEach(part -> Site.attempt(
                            document.findings(),
                            "Unable to put documentation part",
                            () -> parts.put(part.location(), part.properties())));
        }
        draft.documentation = parts.parts();
        return said == null ? null : said.version();
    }

    /** What an import keeps to beside its document. */
    record Terms(ImportOptions options, String executionArn, int maxTimeoutMillis) {}
}
