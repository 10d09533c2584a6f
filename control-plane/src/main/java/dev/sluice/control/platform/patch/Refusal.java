package dev.sluice.control.platform.patch;

import dev.sluice.control.platform.errors.ProblemException;
import java.util.List;
import java.util.stream.Collectors;

/** How an object words the refusal of a patch. AWS has three styles (management-api 6). */
public interface Refusal {
    /** Style A: names the legal paths of the operation. Two spaces after "path" are AWS's. */
    Refusal A = (operation, ofPath, legal) -> {
        String start = "Invalid patch path  '" + operation.path() + "' specified for op '"
                + operation.op().word() + "'. ";
        return ProblemException.badRequest(
                legal.isEmpty()
                        ? start + "Please choose supported operations"
                        : start + "Must be one of: [" + String.join(", ", legal) + "]");
    };

    /** Style B: an unknown path alone, or the legal operations of a known one. */
    Refusal B = (operation, ofPath, legal) -> ProblemException.badRequest(
            ofPath.isEmpty()
                    ? "Invalid patch path " + operation.path()
                    : "Invalid patch operation specified. Must be one of: ["
                            + ofPath.stream()
                                    .sorted()
                                    .map(PatchOperation.Op::word)
                                    .collect(Collectors.joining(", "))
                            + "]");

    /** Style C: one sentence of the object's own for everything; {@code {path}} in it stands for the path sent. */
    static Refusal always(String text) {
        return (operation, ofPath, legal) ->
                ProblemException.badRequest(text.replace("{path}", String.valueOf(operation.path())));
    }

    /**
     * Words the refusal.
     *
     * @param ofPath the operations that the path sent does support; empty when the path is unknown
     * @param legal the paths that support the operation sent, in the order of the table
     */
    ProblemException of(PatchOperation operation, List<PatchOperation.Op> ofPath, List<String> legal);
}
