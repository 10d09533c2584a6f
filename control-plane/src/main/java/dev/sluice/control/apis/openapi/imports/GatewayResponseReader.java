package dev.sluice.control.apis.openapi.imports;

import dev.sluice.control.apis.gatewayresponses.GatewayResponseDraft;
import dev.sluice.control.apis.gatewayresponses.GatewayResponseType;
import dev.sluice.control.apis.items.GatewayResponseDefinition;
import dev.sluice.control.apis.openapi.document.DocumentObject;
import dev.sluice.control.platform.errors.ProblemException;
import java.util.Arrays;

/** The gateway responses that a document customises. */
final class GatewayResponseReader {
    private GatewayResponseReader() {}

    static void read(DocumentObject document, ApiDraft draft) {
        document.objects("x-amazon-apigateway-gateway-responses").forEach((name, response) -> {
            var read = Site.attempt(
                    document.findings(),
                    "Unable to put gateway response for type '" + name + "'",
                    () -> response(name, response));
            if (read != null) {
                draft.gatewayResponses.put(read.type(), read);
            }
        });
    }

    private static GatewayResponseDefinition response(String name, DocumentObject response) {
        var type = Arrays.stream(GatewayResponseType.values())
                .filter(each -> each.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.badRequest("Invalid gateway response type specified: " + name));
        String status = response.looseText("statusCode");
        if (status != null && !status.matches("[1-5]\\d\\d")) {
            throw ProblemException.badRequest("Invalid status code specified");
        }
        return new GatewayResponseDraft(
                        status, response.textMap("responseParameters"), response.textMap("responseTemplates"))
                .build(type);
    }
}
