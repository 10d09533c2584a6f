package dev.sluice.aws.iam;

import dev.sluice.aws.iam.PolicyText.Literal;
import dev.sluice.aws.iam.PolicyText.Plain;
import dev.sluice.aws.iam.PolicyText.Variable;

/** A pattern over a whole text, in which policy variables may stand for what the call says. Immutable. */
@FunctionalInterface
interface TextPattern {
    /** Whether it matches; never where the call has no value for one of its variables. */
    boolean matches(String text, AccessRequest request);

    /** Compiles a value of a policy. */
    static TextPattern of(PolicyText pattern) {
        if (!pattern.isPlain()) {
            return (text, request) -> matches(pattern, text, request);
        }
        var glob = new Glob(
                pattern.parts().isEmpty() ? "" : ((Plain) pattern.parts().getFirst()).text());
        return (text, _) -> glob.matches(text);
    }

    private static boolean matches(PolicyText pattern, String text, AccessRequest request) {
        var reached = new ReachedPlaces(text);
        for (PolicyText.Part part : pattern.parts()) {
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
