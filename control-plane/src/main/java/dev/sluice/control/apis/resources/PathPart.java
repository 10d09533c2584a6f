package dev.sluice.control.apis.resources;

import dev.sluice.control.platform.errors.ProblemException;
import java.util.Collection;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The last segment of a resource's path: literal, {@code {name}} or the greedy {@code {name+}}. */
record PathPart(String text) {
    private static final int MAX_LENGTH = 255;
    // decisions 57: ":" and "," are accepted on create as on import
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9._:,-]+|\\{[A-Za-z0-9._:,-]+\\+?}");

    static PathPart checked(String text) {
        if (text.length() > MAX_LENGTH) {
            throw ProblemException.badRequest("Resource's path part must have at most " + MAX_LENGTH + " characters.");
        }
        if (!LEGAL.matcher(text).matches()) {
            throw ProblemException.badRequest(
                    "Resource's path part only allow a-zA-Z0-9._- and curly braces at the beginning and the end and an"
                            + " optional plus sign before the closing brace.");
        }
        return new PathPart(text);
    }

    /** Refuses this part as a new child beside the siblings (management-api 5). */
    void requireRoom(@Nullable PathPart parent, Collection<PathPart> siblings) {
        if (parent != null && parent.isGreedy()) {
            throw parent.refusesChildren();
        }
        if (isVariable()) {
            siblings.stream().filter(PathPart::isVariable).findFirst().ifPresent(sibling -> {
                throw ProblemException.badRequest("A sibling (" + sibling.text()
                        + ") of this resource already has a variable path part -- only one is allowed");
            });
        }
    }

    ProblemException refusesChildren() {
        return ProblemException.badRequest("Cannot create a child of a resource with a greedy path variable: " + text);
    }

    boolean isVariable() {
        return text.startsWith("{");
    }

    boolean isGreedy() {
        return text.endsWith("+}");
    }
}
