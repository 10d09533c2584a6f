package dev.sluice.control.apis.openapi.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.definition.ResourceDefinition;
import dev.sluice.control.apis.openapi.document.DocumentObject;
import dev.sluice.control.apis.openapi.document.DocumentReader;
import dev.sluice.control.apis.openapi.document.Findings;
import dev.sluice.control.apis.openapi.export.ApiDocument;
import dev.sluice.control.apis.openapi.export.DocumentText;
import dev.sluice.control.apis.openapi.export.ExportFormat;
import dev.sluice.control.apis.openapi.export.ExportedStage;
import dev.sluice.control.apis.openapi.export.Extensions;
import dev.sluice.control.fixtures.Definitions;
import dev.sluice.control.tenants.TenantLimits;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("openapi-extensions 6: export, import, export is a fixed point")
class FixedPointTest {
    private static final Extensions ALL = new Extensions(true, true, true);
    private static final String EXECUTION = "arn:aws:execute-api:us-east-1:123456789012:";

    private static final String THROTTLES = """
            [{'limits':[{'concurrency':100,'headers':false}]},
             {'resourceId':'pets000000','limits':[{'key':'$context.identity.sourceIp','rate':0.5,'headers':true}]},
             {'resourceId':'pets000000','verb':'GET','limits':[
               {'key':'method.request.header.X-User','rate':5.0,'burst':10,'headers':false},
               {'key':'$context.authorizer.claims.sub','concurrency':2,'headers':false}]},
             {'resourceId':'any0000000','verb':'ANY','limits':[{'rate':1.0,'headers':false}]}]
            """;

    @ParameterizedTest
    @CsvSource({"SWAGGER, JSON", "SWAGGER, YAML", "OAS30, JSON", "OAS30, YAML"})
    void writesTheSameDocumentOfAnImportedApi(ExportFormat format, DocumentText text) throws Exception {
        // given
        // An import fills empty templates of a gateway response with the default.
        ApiDefinition pets = Definitions.pets()
                .without("/gatewayResponses/1")
                .with("/throttles", THROTTLES)
                .api();
        String exported = text.of(ApiDocument.of(stage("a1b2c3d4e5", pets), format, ALL));

        // when
        ApiDefinition imported = imported("newnewnewn", exported);

        // then
        assertThat(imported.throttles()).hasSize(4);
        assertThat(text.of(ApiDocument.of(stage("newnewnewn", imported), format, ALL))
                        .replace("newnewnewn", "a1b2c3d4e5"))
                .isEqualTo(exported);
    }

    private static ApiDefinition imported(String id, String text) throws Exception {
        var document = DocumentObject.root(DocumentReader.read(text.getBytes(UTF_8), value -> value), new Findings());
        var root = new ResourceDefinition("root000000", "/", new TreeMap<>());
        var bare = new ApiDefinition(
                Definitions.pets().api().settings(),
                List.of(root),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        var options = new ImportOptions(true, BasePathMode.IGNORE, false, null, null);
        var translation = Translation.of(
                document,
                Dialect.of(document).orElseThrow(),
                new ApiDraft(id, bare, ImportMode.OVERWRITE, TenantLimits.DEFAULT),
                new Translation.Terms(options, EXECUTION + id + "/"));
        assertThat(document.findings().errors()).isEmpty();
        assertThat(document.findings().warnings()).isEmpty();
        return translation.definition();
    }

    private static ExportedStage stage(String id, ApiDefinition api) {
        return new ExportedStage(
                id,
                Instant.parse("2024-05-01T12:00:00Z"),
                id + ".execute-api.us-east-1.localhost",
                EXECUTION + id + "/",
                "prod",
                api,
                null,
                api.documentationParts());
    }
}
