package dev.sluice.control.apis.openapi.imports;

import dev.sluice.control.apis.methods.AuthorizationType;
import dev.sluice.control.apis.methods.MethodDefinition;
import dev.sluice.control.apis.methods.MethodDraft;
import dev.sluice.control.apis.methods.MethodResponse;
import dev.sluice.control.apis.openapi.document.DocumentObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An operation of a document as a method (openapi-extensions 5). */
final class Operations {
    private final Dialect dialect;
    private final Security security;
    private final Validators validators;
    private final Models models;
    private final IntegrationReader integrations;
    private final Descriptions descriptions;

    Operations(
            Dialect dialect,
            Security security,
            Validators validators,
            Models models,
            IntegrationReader integrations,
            Descriptions descriptions) {
        this.dialect = dialect;
        this.security = security;
        this.validators = validators;
        this.models = models;
        this.integrations = integrations;
        this.descriptions = descriptions;
    }

    /** The method; null for one with errors. */
    @Nullable
    MethodDefinition read(DocumentObject operation, List<DocumentObject> shared, List<String> path, Site site) {
        List<DocumentObject> parameters = Parameters.effective(shared, operation.list("parameters"));
        descriptions.ofMethod(site, operation, parameters);
        return site.method(() -> {
            var method = new MethodDraft(AuthorizationType.NONE.name());
            security.apply(operation, method);
            String name = operation.text("operationId");
            method.operationName = name == null || name.isEmpty() ? null : name;
            method.requestValidatorId = validators.idFor(operation);
            method.requestParameters = Parameters.declared(parameters, path, site);
            method.requestModels = models.names(dialect.requestBodies(operation, parameters));
            method.responses = responses(operation, site);
            method.integration = integrations.read(operation, site);
            return method.build();
        });
    }

    private SortedMap<String, MethodResponse> responses(DocumentObject operation, Site site) {
        SortedMap<String, MethodResponse> responses = new TreeMap<>();
        operation.objects("responses").forEach((status, from) -> {
            if (status.matches("[1-5]\\d\\d")) {
                descriptions.ofResponse(site, status, from);
                MethodResponse response = site.methodResponse(() -> response(operation, from));
                if (response != null) {
                    responses.put(status, response);
                }
            } else if (!status.startsWith("x-")) {
                site.findings()
                        .warn("Ignoring response '" + status + "' of method '" + site.verb()
                                + "' for resource at path '" + site.path() + "': it is not a status code");
            }
        });
        return responses;
    }

    private MethodResponse response(DocumentObject operation, DocumentObject from) {
        Map<String, Boolean> headers = new LinkedHashMap<>();
        DocumentObject declared = from.object("headers");
        if (declared != null) {
            declared.members().forEach(name -> headers.put("method.response.header." + name, false));
        }
        return new MethodResponse(
                        headers.isEmpty() ? null : headers, models.names(dialect.responseBodies(operation, from)))
                .checked();
    }
}
