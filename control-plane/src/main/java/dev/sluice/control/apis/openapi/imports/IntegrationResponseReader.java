package dev.sluice.control.apis.openapi.imports;

import dev.sluice.control.apis.integrations.IntegrationResponse;
import dev.sluice.control.apis.openapi.document.DocumentObject;
import dev.sluice.control.platform.errors.ProblemException;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The responses of an integration, which documents list by selection pattern and APIs keep by status code. */
final class IntegrationResponseReader {
    private static final String DEFAULT = "default";

    private IntegrationResponseReader() {}

    static SortedMap<String, IntegrationResponse> read(DocumentObject integration, Site site) {
        SortedMap<String, IntegrationResponse> responses = new TreeMap<>();
        Set<String> patterns = new HashSet<>();
        integration
                .objects("responses")
                .forEach((pattern, from) -> site.integrationResponse(() -> {
                    String status = from.looseText("statusCode");
                    if (status == null || !status.matches("[1-5]\\d\\d")) {
                        throw ProblemException.badRequest(
                                "Invalid statusCode specified for the response '" + pattern + "'");
                    }
                    IntegrationResponse response = response(pattern, from, site);
                    if (!patterns.add(response.distinction())) {
                        throw ProblemException.conflict("Integration response with selection pattern "
                                + response.distinction() + " already exists");
                    }
                    if (responses.put(status, response) != null) {
                        site.findings()
                                .warn("More than one response of the integration on '" + site.verb()
                                        + "' for resource at path '" + site.path() + "' has the statusCode " + status
                                        + ". Ignoring all but the last");
                    }
                    return response;
                }));
        return responses;
    }

    /** openapi-extensions 3 [R]: {@code default} means that no pattern is stored. */
    private static IntegrationResponse response(String pattern, DocumentObject from, Site site) {
        return new IntegrationResponse(
                        pattern.equals(DEFAULT) ? null : pattern,
                        IntegrationReader.parameters(from, "responseParameters", site),
                        from.textMap("responseTemplates"),
                        IntegrationReader.choice(from, "contentHandling", IntegrationReader.CONTENT_HANDLING))
                .checked();
    }
}
