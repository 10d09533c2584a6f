package dev.sluice.control.apis.gatewayresponses;

import static dev.sluice.control.platform.patch.PatchMaps.UNKNOWN_PARAMETER;
import static dev.sluice.control.platform.patch.PatchOperation.Op.ADD;
import static dev.sluice.control.platform.patch.PatchOperation.Op.COPY;
import static dev.sluice.control.platform.patch.PatchOperation.Op.MOVE;
import static dev.sluice.control.platform.patch.PatchOperation.Op.REMOVE;
import static dev.sluice.control.platform.patch.PatchOperation.Op.REPLACE;
import static dev.sluice.control.platform.patch.PatchOperation.Op.TEST;

import dev.sluice.control.apis.integrations.Mappings;
import dev.sluice.control.apis.items.GatewayResponseDefinition;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.patch.Patch;
import dev.sluice.control.platform.patch.PatchMaps;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.patch.PatchTable;
import dev.sluice.control.platform.patch.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A gateway response while PutGatewayResponse fills or UpdateGatewayResponse patches it (management-api 5, 6). */
public final class GatewayResponseDraft {
    private static final Set<PatchOperation.Op> ENTRY = Set.of(ADD, REPLACE, REMOVE);

    static final PatchTable<GatewayResponseDraft> TABLE = PatchTable.<GatewayResponseDraft>refusing(Refusal.B)
            .replace("/statusCode", GatewayResponseDraft::patchStatusCode)
            .on("/statusCode", Set.of(ADD, REMOVE, COPY, MOVE, TEST), (_, patch) -> {
                // management-api 6 [R]: this path is unknown to other operations, not known with another
                throw ProblemException.badRequest("Invalid patch path " + patch.path());
            })
            .on(
                    "/responseParameters/{name}",
                    ENTRY,
                    (draft, patch) -> draft.responseParameters =
                            PatchMaps.apply(draft.responseParameters, patch, patch.value(), UNKNOWN_PARAMETER))
            .on(
                    "/responseTemplates/{type}",
                    ENTRY,
                    (draft, patch) -> draft.responseTemplates =
                            PatchMaps.apply(draft.responseTemplates, patch, patch.value(), UNKNOWN_PARAMETER))
            .build();

    private @Nullable String statusCode;
    private @Nullable Map<String, @Nullable String> responseParameters;
    private @Nullable Map<String, @Nullable String> responseTemplates;

    /** What a Put says; a member that is missing or empty is filled from the type's own default. */
    public GatewayResponseDraft(
            @Nullable String statusCode,
            @Nullable Map<String, @Nullable String> responseParameters,
            @Nullable Map<String, @Nullable String> responseTemplates) {
        this.statusCode = statusCode;
        this.responseParameters = responseParameters;
        this.responseTemplates = responseTemplates == null || responseTemplates.isEmpty()
                ? new LinkedHashMap<>(GatewayResponse.DEFAULT_TEMPLATES)
                : responseTemplates;
    }

    /** A type that nobody has customised starts from its own default; what it showed of a fallback is not its own. */
    static GatewayResponseDraft of(@Nullable GatewayResponseDefinition customised) {
        var draft = new GatewayResponseDraft(null, null, null);
        if (customised != null) {
            draft.statusCode = customised.statusCode();
            draft.responseParameters = new LinkedHashMap<>(customised.responseParameters());
            draft.responseTemplates = new LinkedHashMap<>(customised.responseTemplates());
        }
        return draft;
    }

    /** The response, or the first rule that it breaks. */
    public GatewayResponseDefinition build(GatewayResponseType type) {
        Map<String, String> parameters = filled("responseParameters", responseParameters);
        Map<String, String> templates = filled("responseTemplates", responseTemplates);
        Mappings.checkGatewayResponse(parameters);
        Mappings.checkTemplates(new LinkedHashMap<>(templates));
        return new GatewayResponseDefinition(type.name(), statusCode, parameters, templates);
    }

    private static void patchStatusCode(GatewayResponseDraft draft, Patch patch) {
        String status = patch.text();
        if (!status.matches("[1-5]\\d\\d")) {
            throw ProblemException.badRequest("Invalid status code specified");
        }
        draft.statusCode = status;
    }

    private static Map<String, String> filled(String member, @Nullable Map<String, @Nullable String> sent) {
        Map<String, String> values = new LinkedHashMap<>();
        if (sent != null) {
            sent.forEach((key, value) -> {
                if (value == null || value.isEmpty()) {
                    throw ProblemException.badRequest("Invalid null or empty value in " + member);
                }
                values.put(key, value);
            });
        }
        return values;
    }
}
