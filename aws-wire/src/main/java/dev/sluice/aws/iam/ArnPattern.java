package dev.sluice.aws.iam;

import dev.sluice.aws.arn.Arn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Resource of a statement: {@code *} alone for everything, else an ARN with wildcards, section by section, so that a
 * star crosses a colon in the last section alone.
 */
final class ArnPattern {
    private final @Nullable List<Glob> sections;

    private ArnPattern(@Nullable List<Glob> sections) {
        this.sections = sections;
    }

    static ArnPattern parse(String text) throws MalformedPolicy {
        if (text.equals("*")) {
            return new ArnPattern(null);
        }
        String[] parts = text.split(":", Arn.SECTIONS);
        if (parts.length != Arn.SECTIONS || !parts[0].equals("arn") || parts[5].isEmpty()) {
            throw new MalformedPolicy("Resource " + text + " must be in ARN format or \"*\".");
        }
        var sections = new ArrayList<Glob>();
        for (String part : parts) {
            sections.add(new Glob(part));
        }
        return new ArnPattern(sections);
    }

    boolean matches(String arn) {
        if (sections == null) {
            return true;
        }
        String[] parts = arn.split(":", Arn.SECTIONS);
        if (parts.length != Arn.SECTIONS) {
            return false;
        }
        for (int i = 0; i < Arn.SECTIONS; i++) {
            if (!sections.get(i).matches(parts[i])) {
                return false;
            }
        }
        return true;
    }
}
