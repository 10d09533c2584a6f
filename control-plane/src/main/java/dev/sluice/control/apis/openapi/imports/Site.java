package dev.sluice.control.apis.openapi.imports;

import dev.sluice.control.apis.openapi.document.Findings;
import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The method that is being read, for what is said about it. */
record Site(String path, String verb, String resourceId, Findings findings) {
    <T> @Nullable T method(Supplier<T> work) {
        return attempt(findings, "Unable to put method '" + verb + "' on resource at path '" + path + "'", work);
    }

    <T> @Nullable T methodResponse(Supplier<T> work) {
        return attempt(findings, "Unable to put method response" + on(), work);
    }

    <T> @Nullable T integration(Supplier<T> work) {
        return attempt(findings, "Unable to put integration" + on(), work);
    }

    <T> @Nullable T integrationResponse(Supplier<T> work) {
        return attempt(findings, "Unable to put integration response" + on(), work);
    }

    private String on() {
        return " on '" + verb + "' for resource at path '" + path + "'";
    }

    /** The result; a rule that is broken becomes an error of the document, a used-up quota ends the import. */
    static <T> @Nullable T attempt(Findings findings, String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (ProblemException refused) {
            if (refused.problem() instanceof Problem.LimitExceeded) {
                throw refused;
            }
            findings.error(what + ": " + refused.problem().message());
            return null;
        }
    }
}
