package dev.sluice.control.apis.openapi.imports;

import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.documentation.DocumentationDraft;
import dev.sluice.control.apis.openapi.document.DocumentObject;
import dev.sluice.control.tenants.Limit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a document and what an API was into what the API will be. Pure: nothing is stored, and what is wrong with the
 * document is among its findings afterwards. A used-up quota is thrown at once.
 *
 * @param documentationVersion under which the documentation is to be kept as it then is; null for none
 */
record Translation(ApiDefinition definition, @Nullable String documentationVersion) {
    static Translation of(DocumentObject document, Dialect dialect, ApiDraft draft, Terms terms) {
        dialect.warn();
        new Settings(document, draft.settings).read(dialect, terms.executionArn());
        var models = new Models(draft, dialect, document.findings());
        models.readNamed(dialect.schemas());
        var validators = new Validators(document, draft);
        validators.read();
        var security = new Security(document, draft);
        security.read(dialect);
        draft.limits.requireRoom(Limit.AUTHORIZERS, draft.authorizers.size() - 1L);
        GatewayResponseReader.read(document, draft);
        draft.throttle(null, null, ThrottleReader.read(document));
        var integrations = new IntegrationReader(draft.limits.of(Limit.TIMEOUT));
        boolean isDocumented = !terms.options().ignoreDocumentation();
        var documentation = documentation(draft);
        var descriptions =
                new Descriptions(isDocumented && !Documentation.isSaidApart(document) ? documentation : null);
        descriptions.ofApi(document);
        var operations = new Operations(dialect, security, validators, models, integrations, descriptions);
        List<String> prefix = terms.options().basePath().prefix(dialect);
        new Paths(draft, operations, descriptions, prefix).read(document);
        ThrottleReader.check(draft.throttles.values(), document.findings());
        descriptions.warn(document.findings());
        String version = isDocumented ? document(document, draft, documentation) : null;
        ApiDefinition definition = draft.build();
        StoredSize.check(definition);
        return new Translation(definition, version);
    }

    private static DocumentationDraft documentation(ApiDraft draft) {
        return switch (draft.mode) {
            case MERGE -> new DocumentationDraft(draft.documentation, draft.limits);
            case OVERWRITE -> DocumentationDraft.anew(draft.documentation, draft.limits);
        };
    }

    private static @Nullable String document(DocumentObject document, ApiDraft draft, DocumentationDraft parts) {
        var said = Documentation.of(document);
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
    record Terms(ImportOptions options, String executionArn) {}
}
