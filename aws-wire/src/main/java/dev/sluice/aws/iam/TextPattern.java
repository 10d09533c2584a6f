package dev.sluice.aws.iam;

import dev.sluice.aws.iam.PolicyText.Literal;
import dev.sluice.aws.iam.PolicyText.Plain;
import dev.sluice.aws.iam.PolicyText.Variable;
import java.util.List;
import java.util.regex.Pattern;

/** A pattern over a whole text, in which policy variables may stand for what the call says. Immutable. */
@FunctionalInterface
interface TextPattern {
    Pattern STARS = Pattern.compile("\\*{2,}+");

    /** Whether it matches; never where the call has no value for one of its variables. */
    boolean matches(SearchedText text, AccessRequest request);

    /** Compiles a value of a policy. */
    static TextPattern of(PolicyText pattern) {
        List<PolicyText.Part> parts =
                pattern.parts().stream().map(TextPattern::withSingleStars).toList();
        return (text, request) -> matches(parts, text, request);
    }

    /** Stars side by side mean what one means. */
    private static PolicyText.Part withSingleStars(PolicyText.Part part) {
        return part instanceof Plain plain
                ? new Plain(STARS.matcher(plain.text()).replaceAll("*"))
                : part;
    }

    private static boolean matches(List<PolicyText.Part> parts, SearchedText text, AccessRequest request) {
        var reached = new ReachedPlaces(text);
        for (PolicyText.Part part : parts) {
            switch (part) {
                case Plain plain -> reached.readPattern(plain.text());
                case Literal literal -> reached.read(literal.text());
                case Variable variable -> {
                    String value = variable.value(request);
                    if (value == null) {
                        return false;
                    }
                    reached.read(value);
                }
            }
            if (reached.areNone()) {
                return false;
            }
        }
        return reached.areTheEnd();
    }
}
