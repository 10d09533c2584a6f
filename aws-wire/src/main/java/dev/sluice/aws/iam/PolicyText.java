package dev.sluice.aws.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value of a policy, in which policy variables may stand ({@code ${aws:username}}, {@code ${key, 'default'}}, and
 * {@code ${*}}, {@code ${?}}, {@code ${$}} for the characters themselves). Read once, when the policy is compiled. Immutable.
 *
 * @param text as it was written
 */
record PolicyText(String text, List<Part> parts) {
    private static final String BEGIN = "${";
    private static final int MAX_SHOWN = 64;
    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{(?:([*?$])|([\\w:/.@=+-]{1,128}+)(?: *+, *+'([^']*+)')? *+)}");

    PolicyText {
        parts = List.copyOf(parts);
    }

    /** A piece of a value. */
    sealed interface Part {}

    /** Characters as they stand: among them a pattern takes {@code *} and {@code ?} for wildcards. */
    record Plain(String text) implements Part {}

    /** Characters that are wildcards nowhere. */
    record Literal(String text) implements Part {}

    /**
     * The value of a condition key, wildcards nowhere.
     *
     * @param key in lower case
     * @param usual where the call lacks the key; null when nothing was said
     */
    record Variable(String key, @Nullable String usual) implements Part {
        /** What it stands for; null for nothing, as where the call has several values. */
        @Nullable
        String value(AccessRequest request) {
            List<String> values = request.values(key);
            return values.isEmpty() ? usual : values.size() == 1 ? values.getFirst() : null;
        }
    }

    /** A value without variables, whatever it holds. */
    static PolicyText plain(String text) {
        return new PolicyText(text, text.isEmpty() ? List.of() : List.of(new Plain(text)));
    }

    /** A value of a policy whose version has variables. */
    static PolicyText parse(String text) throws MalformedPolicy {
        int from = text.indexOf(BEGIN);
        if (from < 0) {
            return plain(text);
        }
        var parts = new ArrayList<Part>();
        Matcher variable = VARIABLE.matcher(text);
        int end = 0;
        for (; from >= 0; from = text.indexOf(BEGIN, end)) {
            if (!variable.region(from, text.length()).lookingAt()) {
                throw new MalformedPolicy(
                        "Invalid policy variable: " + text.substring(from, Math.min(text.length(), from + MAX_SHOWN)));
            }
            addPlain(parts, text.substring(end, from));
            String escaped = variable.group(1);
            parts.add(
                    escaped == null
                            ? new Variable(variable.group(2).toLowerCase(Locale.ROOT), variable.group(3))
                            : new Literal(escaped));
            end = variable.end();
        }
        addPlain(parts, text.substring(end));
        return new PolicyText(text, parts);
    }

    private static void addPlain(List<Part> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(new Plain(text));
        }
    }

    /** Whether it is nothing but what it was written as. */
    boolean isPlain() {
        return parts.stream().allMatch(Plain.class::isInstance);
    }

    /** Whether it is one policy variable and nothing else. */
    boolean isVariable() {
        return parts.size() == 1 && parts.getFirst() instanceof Variable;
    }

    List<Variable> variables() {
        return parts.stream()
                .filter(Variable.class::isInstance)
                .map(Variable.class::cast)
                .toList();
    }

    /** The pieces between the first colons that stand in no variable, {@code most} at most. */
    List<PolicyText> sections(int most) {
        var sections = new ArrayList<PolicyText>();
        var section = new ArrayList<Part>();
        for (Part part : parts) {
            if (!(part instanceof Plain plain)) {
                section.add(part);
                continue;
            }
            String[] pieces = plain.text.split(":", most - sections.size());
            for (int i = 0; i < pieces.length; i++) {
                addPlain(section, pieces[i]);
                if (i < pieces.length - 1) {
                    sections.add(new PolicyText(text, section));
                    section.clear();
                }
            }
        }
        sections.add(new PolicyText(text, section));
        return sections;
    }

    /** Whether a value of the call is this one, variables replaced. */
    boolean is(String value, AccessRequest request, boolean ignoringCase) {
        int at = 0;
        for (Part part : parts) {
            String piece = switch (part) {
                case Plain plain -> plain.text;
                case Literal literal -> literal.text;
                case Variable variable -> variable.value(request);
            };
            if (piece == null || !value.regionMatches(ignoringCase, at, piece, 0, piece.length())) {
                return false;
            }
            at += piece.length();
        }
        return at == value.length();
    }
}
