package dev.sluice.aws.iam;

import dev.sluice.aws.arn.Arn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Resource of a statement: {@code *} alone for everything, else an ARN with wildcards, section by section, so that a
 * star crosses a colon in the last section alone.
 *
 * @param sections null for everything
 * @param variables that stand in it
 */
record ArnPattern(@Nullable List<TextPattern> sections, List<PolicyText.Variable> variables) {
    /** Everything. */
    static final ArnPattern ALL = new ArnPattern(null, List.of());

    ArnPattern {
        sections = sections == null ? null : List.copyOf(sections);
        variables = List.copyOf(variables);
    }

    /** Of a text that is an ARN or a star, variables replaced; null of another one. */
    static @Nullable ArnPattern parse(PolicyText text) {
        if (text.text().equals("*")) {
            return ALL;
        }
        List<PolicyText> parts = text.sections(Arn.SECTIONS);
        if (parts.size() != Arn.SECTIONS
                || !parts.getFirst().parts().equals(PolicyText.plain("arn").parts())
                || parts.getLast().parts().isEmpty()) {
            return null;
        }
        var sections = new ArrayList<TextPattern>();
        for (PolicyText part : parts) {
            sections.add(TextPattern.of(part));
        }
        return new ArnPattern(sections, text.variables());
    }

    /** Of a Resource, where AWS has variables in the last section alone. */
    static ArnPattern ofResource(PolicyText text) throws MalformedPolicy {
        ArnPattern pattern = parse(text);
        if (pattern == null) {
            throw new MalformedPolicy("Resource " + text.text() + " must be in ARN format or \"*\".");
        }
        List<PolicyText> sections = text.sections(Arn.SECTIONS);
        if (!sections.subList(0, sections.size() - 1).stream().allMatch(PolicyText::isPlain)) {
            throw new MalformedPolicy(
                    "Resource " + text.text() + " must have policy variables behind its fifth colon only.");
        }
        return pattern;
    }

    /** The sections of an ARN for {@link #matches}; fewer of what is none. */
    static List<SearchedText> sections(String arn) {
        return Arrays.stream(arn.split(":", Arn.SECTIONS))
                .map(SearchedText::new)
                .toList();
    }

    boolean matches(List<SearchedText> arn, AccessRequest request) {
        if (sections == null) {
            return true;
        }
        if (arn.size() != Arn.SECTIONS) {
            return false;
        }
        for (int i = 0; i < Arn.SECTIONS; i++) {
            if (!sections.get(i).matches(arn.get(i), request)) {
                return false;
            }
        }
        return true;
    }
}
