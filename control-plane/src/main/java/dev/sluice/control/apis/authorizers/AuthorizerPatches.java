package dev.sluice.control.apis.authorizers;

import static dev.sluice.control.platform.patch.PatchOperation.Op.ADD;
import static dev.sluice.control.platform.patch.PatchOperation.Op.REMOVE;
import static dev.sluice.control.platform.patch.PatchOperation.Op.REPLACE;

import dev.sluice.control.platform.patch.Patch;
import dev.sluice.control.platform.patch.PatchTable;
import dev.sluice.control.platform.patch.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** UpdateAuthorizer (management-api 6). */
final class AuthorizerPatches {
    static final PatchTable<AuthorizerDraft> TABLE = PatchTable.<AuthorizerDraft>refusing(Refusal.A)
            .replace("/name", (draft, patch) -> draft.name = patch.text())
            .replace("/type", (draft, patch) -> draft.type(patch.text()))
            .replace("/authType", (draft, patch) -> draft.authType = patch.textOrNull())
            .replace("/authorizerUri", (draft, patch) -> draft.uri = patch.textOrNull())
            .replace("/authorizerCredentials", (draft, patch) -> draft.credentials = patch.textOrNull())
            .replace("/authorizerResultTtlInSeconds", AuthorizerPatches::ttl)
            .replace(
                    "/identityValidationExpression",
                    (draft, patch) -> draft.identityValidationExpression = patch.textOrNull())
            .on("/identitySource", Set.of(ADD, REPLACE), (draft, patch) -> draft.identitySource = patch.textOrNull())
            .on("/identitySource", Set.of(REMOVE), (draft, _) -> draft.identitySource = null)
            .on("/providerARNs", Set.of(ADD, REMOVE), AuthorizerPatches::providerArns)
            .build();

    private AuthorizerPatches() {}

    private static void ttl(AuthorizerDraft draft, Patch patch) {
        String seconds = patch.textOrNull();
        if (seconds != null && !seconds.matches("\\d{1,5}")) {
            throw AuthorizerRules.invalidTtl();
        }
        draft.ttlSeconds = seconds == null ? null : Integer.valueOf(seconds);
    }

    private static void providerArns(AuthorizerDraft draft, Patch patch) {
        List<String> arns = new ArrayList<>(draft.providerArns == null ? List.of() : draft.providerArns);
        arns.remove(patch.text());
        if (patch.op() == ADD) {
            arns.add(patch.text());
        }
        draft.providerArns = arns.isEmpty() ? null : arns;
    }
}
