package dev.sluice.control.apis.openapi.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.apis.openapi.document.DocumentObject;
import dev.sluice.control.platform.errors.ProblemException;

/** Lists that count for every operation, so that long ones would cost much (security-requirements 44). */
final class Lists {
    private Lists() {}

    static void requireAtMost(int most, DocumentObject holder, String member) {
        JsonNode list = holder.raw(member);
        if (list != null && list.size() > most) {
            throw ProblemException.badRequest(
                    "The list '" + member + "' at '" + holder.place() + "' has more than " + most + " entries");
        }
    }
}
