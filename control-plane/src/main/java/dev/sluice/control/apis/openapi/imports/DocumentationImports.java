package dev.sluice.control.apis.openapi.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.RestApis;
import dev.sluice.control.apis.documentation.DocumentationParts;
import dev.sluice.control.apis.openapi.document.DocumentObject;
import dev.sluice.control.apis.openapi.document.DocumentReader;
import dev.sluice.control.apis.openapi.document.DocumentRefused;
import dev.sluice.control.apis.openapi.document.Findings;
import dev.sluice.control.platform.errors.ProblemException;
import jakarta.inject.Singleton;
import java.util.List;

/** Brings the documentation of a document into an API and nothing else of it. */
@Singleton
public class DocumentationImports {
    private static final String UNREADABLE = "Unable to build importer with provided input.";

    private final RestApis apis;
    private final DocumentationParts parts;
    private final Variables variables;

    DocumentationImports(RestApis apis, DocumentationParts parts, Variables variables) {
        this.apis = apis;
        this.parts = parts;
        this.variables = variables;
    }

    /** The ids of the parts, in the order of the document; all new where everything earlier goes. */
    public List<String> put(RestApiId api, byte[] body, ImportMode mode, boolean failOnWarnings) {
        apis.requireLocked(api);
        var document = DocumentObject.root(tree(body), new Findings());
        var said = Documentation.of(document);
        Verdict.require(document.findings(), failOnWarnings);
        if (said == null) {
            throw ProblemException.badRequest(UNREADABLE);
        }
        return switch (mode) {
            case MERGE -> parts.merge(api, said.parts());
            case OVERWRITE -> parts.replace(api, said.parts());
        };
    }

    private JsonNode tree(byte[] body) {
        try {
            JsonNode tree = DocumentReader.read(body, variables::replaced);
            if (tree.isObject()) {
                return tree;
            }
        } catch (DocumentRefused refused) {
            throw ProblemException.badRequest(refused.message(UNREADABLE));
        }
        throw ProblemException.badRequest(UNREADABLE);
    }
}
