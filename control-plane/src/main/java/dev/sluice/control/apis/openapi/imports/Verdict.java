package dev.sluice.control.apis.openapi.imports;

import dev.sluice.control.apis.openapi.document.Findings;
import dev.sluice.control.platform.errors.ProblemException;
import java.util.List;

/** Whether what was found lets a document in. */
final class Verdict {
    private Verdict() {}

    /** Refuses a document with errors, and one with warnings for a caller who asked for that. */
    static void require(Findings findings, boolean failOnWarnings) {
        if (!findings.errors().isEmpty()
                || (failOnWarnings && !findings.warnings().isEmpty())) {
            throw refusal(findings);
        }
    }

    static ProblemException refusal(Findings findings) {
        List<String> errors = findings.errors();
        List<String> warnings = findings.warnings();
        if (errors.isEmpty()) {
            return ProblemException.badRequest("Warnings found during import:" + lines(warnings));
        }
        return ProblemException.badRequest("Errors found during import:" + lines(errors)
                + (warnings.isEmpty() ? "" : "\nAdditionally, these warnings were found:" + lines(warnings)));
    }

    private static String lines(List<String> findings) {
        return "\n\t" + String.join("\n\t", findings);
    }
}
