package dev.sluice.control.apis.openapi.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.apis.RestApiDraft;
import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.definition.ResourceDefinition;
import dev.sluice.control.apis.openapi.document.DocumentObject;
import dev.sluice.control.apis.openapi.document.DocumentReader;
import dev.sluice.control.apis.openapi.document.Findings;
import dev.sluice.control.platform.documents.DocumentFormat;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.tenants.TenantLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/** A document on its way into a new API, without a database. */
record Translated(ApiDefinition definition, Findings findings) {
    static Translated of(String text) {
        var root = new ResourceDefinition("rootroot00", "/", new TreeMap<>());
        var bare = new ApiDefinition(
                new RestApiDraft("x").build(),
                List.of(root),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        return into(bare, ImportMode.OVERWRITE, text);
    }

    /** Into an API that is there. */
    static Translated into(ApiDefinition base, ImportMode mode, String text) {
        JsonNode tree = DocumentReader.read(text.getBytes(StandardCharsets.UTF_8), Translated::replaced);
        var document = DocumentObject.root(tree, new Findings());
        var dialect = Dialect.of(document).orElseThrow(() -> ProblemException.badRequest("no dialect"));
        Judge.judge(tree, dialect, document.findings());
        var options = new ImportOptions(false, BasePathMode.PREPEND, false, null, null);
        var terms = new Translation.Terms(options, "arn:aws:execute-api:us-east-1:123456789012:apiapiapi0/");
        var draft = new ApiDraft("apiapiapi0", base, mode, TenantLimits.DEFAULT);
        var definition = Translation.of(document, dialect, draft, terms).definition();
        DocumentFormat.write(definition);
        return new Translated(definition, document.findings());
    }

    private static String replaced(String text) {
        return text.replace("${AWS::Region}", "us-east-1").replace("${AWS::AccountId}", "123456789012");
    }
}
