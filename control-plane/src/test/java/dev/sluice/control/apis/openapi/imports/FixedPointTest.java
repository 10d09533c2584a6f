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

    private static final String DESCRIBED = """
            [{'id':'p1','location':{'type':'RESOURCE','path':'/pets'},'properties':'{\\"description\\":\\"All pets\\"}'},
             {'id':'p2','location':{'type':'METHOD','path':'/pets','method':'GET'},
              'properties':'{\\"summary\\":\\"Lists\\",\\"description\\":\\"One page of pets\\"}'},
             {'id':'p3','location':{'type':'QUERY_PARAMETER','path':'/pets','method':'GET','name':'type'},
              'properties':'{\\"description\\":\\"Which page\\"}'},
             {'id':'p4','location':{'type':'REQUEST_HEADER','path':'/pets','method':'GET','name':'X-Page'},
              'properties':'{\\"description\\":\\"How to sort\\"}'},
             {'id':'p5','location':{'type':'RESPONSE','path':'/pets','method':'GET','statusCode':'200'},
              'properties':'{\\"description\\":\\"The pets\\"}'},
             {'id':'p6','location':{'type':'RESPONSE_HEADER','path':'/pets','method':'GET','statusCode':'200','name':'X-Total'},
              'properties':'{\\"description\\":\\"How many there are\\"}'},
             {'id':'p7','location':{'type':'REQUEST_BODY','path':'/pets','method':'POST'},
              'properties':'{\\"description\\":\\"A new pet\\"}'}]
            """;

    @ParameterizedTest
    @CsvSource({"SWAGGER, JSON", "SWAGGER, YAML", "OAS30, JSON", "OAS30, YAML"})
    void writesTheSameDocumentOfAnImportedApi(ExportFormat format, DocumentText text) throws Exception {
        // given
        // An import fills empty templates of a gateway response with the default.
        ApiDefinition pets = Definitions.pets().without("/gatewayResponses/1").api();
        String exported = text.of(ApiDocument.of(stage("a1b2c3d4e5", pets), format, ALL));

        // when
        ApiDefinition imported = imported("newnewnewn", exported);

        // then
        assertThat(text.of(ApiDocument.of(stage("newnewnewn", imported), format, ALL))
                        .replace("newnewnewn", "a1b2c3d4e5"))
                .isEqualTo(exported);
    }

    /** openapi-extensions 5: without the extension for documentation, descriptions stand beside what they describe. */
    @ParameterizedTest
    @CsvSource({"SWAGGER, JSON", "OAS30, JSON", "OAS30, YAML"})
    void bringsDescriptionsBackThatStandBesideWhatTheyDescribe(ExportFormat format, DocumentText text)
            throws Exception {
        // given
        var plain = new Extensions(true, true, false);
        var described = Definitions.pets().without("/gatewayResponses/1").with("/documentationParts", DESCRIBED);
        String exported = text.of(ApiDocument.of(stage("a1b2c3d4e5", described.api()), format, plain));

        // when
        ApiDefinition imported = imported("newnewnewn", exported);

        // then
        assertThat(text.of(ApiDocument.of(stage("newnewnewn", imported), format, plain))
                        .replace("newnewnewn", "a1b2c3d4e5"))
                .isEqualTo(exported);
        assertThat(exported)
                .contains(
                        "One page of pets", "Which page", "How to sort", "The pets", "How many there are", "A new pet");
        assertThat(places(imported))
                .containsAll(places(described.api()).stream()
                        .filter(place -> format == ExportFormat.OAS30 || !place.startsWith("RESOURCE "))
                        .toList());
    }

    private static List<String> places(ApiDefinition api) {
        return api.documentationParts().stream()
                .map(part -> part.location().type() + " " + part.location().path() + " "
                        + part.location().method() + " " + part.location().statusCode() + " "
                        + part.location().name() + " " + part.properties())
                .toList();
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
