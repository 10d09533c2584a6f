package dev.sluice.control.deployed.rest;

import dev.sluice.control.apis.openapi.export.DocumentText;
import dev.sluice.control.apis.openapi.export.ExportFormat;
import dev.sluice.control.apis.openapi.export.Extensions;
import dev.sluice.control.platform.errors.ProblemException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Input of GetExport. */
record ExportRequest(ExportFormat format, Extensions extensions, DocumentText text) {
    private static final Set<String> INTEGRATIONS =
            Set.of("integrations", "apigateway", "validators", "gatewayresponses");
    private static final Set<String> AUTHORIZERS = Set.of("authorizers", "apigateway");
    private static final String DOCUMENTATION = "documentation";
    private static final String POSTMAN = "postman";
    private static final Set<String> JSON = Set.of("application/json", "application/*", "*/*");
    private static final Set<String> YAML = Set.of("application/yaml", "application/x-yaml", "text/yaml");

    /**
     * Reads what the caller asks for.
     *
     * @param extensions values of the query parameter, each a list with commas between
     * @param accept the header; without one the document is JSON
     */
    static ExportRequest of(String type, List<String> extensions, @Nullable String accept) {
        var format = ExportFormat.named(type)
                .orElseThrow(() ->
                        ProblemException.badRequest("Invalid export type specified. Valid options are swagger,oas30"));
        return new ExportRequest(format, extensions(extensions), text(accept));
    }

    private static Extensions extensions(List<String> values) {
        var names = new HashSet<String>();
        for (String value : values) {
            for (String name : value.split(",", -1)) {
                String stripped = name.strip();
                if (!stripped.isEmpty()) {
                    names.add(known(stripped));
                }
            }
        }
        if (names.contains(POSTMAN)) {
            throw ProblemException.notImplemented("GetExport", "extensions=postman");
        }
        return new Extensions(
                names.stream().anyMatch(INTEGRATIONS::contains),
                names.stream().anyMatch(AUTHORIZERS::contains),
                names.contains(DOCUMENTATION));
    }

    private static String known(String name) {
        if (!INTEGRATIONS.contains(name)
                && !AUTHORIZERS.contains(name)
                && !name.equals(DOCUMENTATION)
                && !name.equals(POSTMAN)) {
            throw ProblemException.badRequest("Invalid extensions specified. Valid options are"
                    + " integrations,apigateway,authorizers,documentation,postman");
        }
        return name;
    }

    /** The first media type of the header that there is a document of. */
    private static DocumentText text(@Nullable String accept) {
        if (accept == null || accept.isBlank()) {
            return DocumentText.JSON;
        }
        for (String each : accept.split(",", -1)) {
            String type = each.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
            if (JSON.contains(type)) {
                return DocumentText.JSON;
            }
            if (YAML.contains(type)) {
                return DocumentText.YAML;
            }
        }
        throw ProblemException.badRequest(
                "Invalid Accept header specified. Valid options are application/json,application/yaml");
    }
}
