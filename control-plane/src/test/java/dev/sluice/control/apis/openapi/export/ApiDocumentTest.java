package dev.sluice.control.apis.openapi.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.control.fixtures.Definitions;
import dev.sluice.control.platform.errors.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden files beside this class; {@code -Dgolden.write=true} writes them anew, to be reviewed. */
@DisplayName("openapi-extensions 6")
class ApiDocumentTest {
    private static final Extensions ALL = new Extensions(true, true, true);

    @ParameterizedTest
    @CsvSource({
        "SWAGGER, none, JSON",
        "SWAGGER, all, JSON",
        "OAS30, none, JSON",
        "OAS30, all, JSON",
        "OAS30, integrations, JSON",
        "OAS30, authorizers, JSON",
        "OAS30, all, YAML",
    })
    void writesAnApiWithSomethingOfEverything(ExportFormat format, String extensions, DocumentText text)
            throws IOException {
        // given
        var wanted = switch (extensions) {
            case "all" -> ALL;
            case "integrations" -> new Extensions(true, false, false);
            case "authorizers" -> new Extensions(false, true, false);
            default -> Extensions.NONE;
        };

        // when
        String document = text.of(ApiDocument.of(stage(Definitions.pets()), format, wanted));

        // then
        String golden = "pets." + format.label() + "." + extensions + "." + text.ending();
        assertThat(document).isEqualTo(golden(golden, document));
    }

    @Test
    void saysNothingOfIdsAndTheOrderOfItems() {
        // given
        var other = Definitions.pets()
                .renaming("valid00001", "aaaaaaaaaa")
                .renaming("authtoken1", "zzzzzzzzzz")
                .renaming("pets000000", "newresourc");
        other = other.with("/models/2", other.json().at("/models/0").toString())
                .with("/models/0", other.json().at("/models/2").toString());

        // when
        ObjectNode document = ApiDocument.of(stage(other), ExportFormat.OAS30, ALL);

        // then
        assertThat(document).isEqualTo(ApiDocument.of(stage(Definitions.pets()), ExportFormat.OAS30, ALL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SWAGGER", "OAS30"})
    void hasNoKeyOfAmazonWithoutExtensions(ExportFormat format) {
        // when
        String document = DocumentText.JSON.of(ApiDocument.of(stage(Definitions.pets()), format, Extensions.NONE));

        // then
        assertThat(document).doesNotContain("x-amazon");
    }

    @Test
    void namesTheDateOfItsCreationWhenTheApiHasNoVersion() {
        // when
        var plain = ApiDocument.of(stage(Definitions.pets()), ExportFormat.SWAGGER, Extensions.NONE);
        var versioned = ApiDocument.of(
                stage(Definitions.pets().with("/settings/version", "'1.0'")), ExportFormat.SWAGGER, Extensions.NONE);

        // then
        assertThat(plain.at("/info/version").textValue()).isEqualTo("2024-05-01T12:00:00Z");
        assertThat(versioned.at("/info/version").textValue()).isEqualTo("1.0");
    }

    @Test
    @DisplayName("openapi-extensions 6 [R]: components stand there even when empty")
    void writesAnEmptyApi() {
        // given
        var empty = Definitions.pets()
                .with("/resources", "[]")
                .with("/models", "[]")
                .with("/authorizers", "[]");

        // when
        var document = ApiDocument.of(stage(empty), ExportFormat.OAS30, Extensions.NONE);

        // then
        assertThat(document.get("components").isEmpty()).isTrue();
        assertThat(document.get("paths").isEmpty()).isTrue();
    }

    @Test
    void keepsTheNamesOfSchemesApart() {
        // given
        var named = Definitions.pets().with("/authorizers/0/name", "'api_key'").with("/authorizers/1/name", "'sigv4'");

        // when
        var document = ApiDocument.of(stage(named), ExportFormat.SWAGGER, ALL);

        // then
        assertThat(document.at("/securityDefinitions/api_key-2/name").textValue())
                .isEqualTo("x-api-key");
        assertThat(document.at("/securityDefinitions/sigv4-2/x-amazon-apigateway-authtype")
                        .textValue())
                .isEqualTo("awsSigv4");
        assertThat(document.at("/paths/~1pets/post/security").toString())
                .isEqualTo("[{\"api_key\":[]},{\"api_key-2\":[]}]");
    }

    @ParameterizedTest
    @CsvSource({
        "/models/1/contentType, application/xml",
        "/models/1/schema, <schema/>",
        "/models/1/schema, []",
        "/models/1/schema, {} {}",
    })
    @DisplayName("management-api 9 [D]: non-JSON models make an export fail")
    void refusesModelsThatAreNoJson(String place, String value) {
        // given
        var stage = stage(Definitions.pets().with(place, "\"" + value + "\""));

        // then
        assertThatThrownBy(() -> ApiDocument.of(stage, ExportFormat.OAS30, Extensions.NONE))
                .isInstanceOf(ProblemException.class)
                .hasMessage("Only found non-JSON body models for Pets");
    }

    private static ExportedStage stage(Definitions definitions) {
        var api = definitions.api();
        return new ExportedStage(
                "a1b2c3d4e5",
                Instant.parse("2024-05-01T12:00:00.123456Z"),
                "a1b2c3d4e5.execute-api.us-east-1.localhost",
                "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/",
                "prod",
                api,
                "7",
                api.documentationParts());
    }

    private static String golden(String name, String now) throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(
                    Path.of("src/test/resources/dev/sluice/control/apis/openapi/export")
                            .resolve(name),
                    now);
            return now;
        }
        try (var file = ApiDocumentTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
