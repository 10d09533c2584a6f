package dev.sluice.data.templates;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.PathNotFoundException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path with wildcards, slices, scans, filters or functions, run by Jayway's library over our values. Regular
 * expressions and functions with arguments are refused, since the library bounds neither (security-requirements 43).
 *
 * @param scans whether it goes down to every depth, which the library does on the thread's stack
 */
record GeneralPath(JsonPath path, boolean scans) implements DocumentPath {
    static GeneralPath of(String text) {
        check(text);
        try {
            return new GeneralPath(JsonPath.compile(text), text.contains(".."));
        } catch (RuntimeException | StackOverflowError _) { // the library throws many kinds for malformed paths
            throw new Halted("a JSONPath is malformed");
        }
    }

    /** Outside of quotes: no {@code =~}, and a bracket behind a name closes at once. */
    private static void check(String text) {
        char quote = 0;
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            char next = index + 1 < text.length() ? text.charAt(index + 1) : 0;
            if (quote != 0) {
                if (character == '\\') {
                    index++;
                } else if (character == quote) {
                    quote = 0;
                }
            } else if (character == '\'' || character == '"') {
                quote = character;
            } else if (character == '=' && next == '~') {
                throw new Halted("a JSONPath holds a regular expression");
            } else if (character == '(' && next != ')' && isBehindName(text, index)) {
                throw new Halted("a JSONPath calls a function with arguments");
            }
        }
    }

    private static boolean isBehindName(String text, int bracket) {
        int before = bracket - 1;
        while (before >= 0 && text.charAt(before) == ' ') {
            before--;
        }
        return before >= 0 && Character.isLetterOrDigit(text.charAt(before));
    }

    @Override
    public @Nullable Object find(@Nullable Object document, Budget budget) {
        if (scans && budget.isNested()) {
            requireShallow(document, budget, 0);
        }
        var provider = new PathProvider(budget);
        Configuration configuration = Configuration.builder()
                .jsonProvider(provider)
                .mappingProvider(new PathMapping(budget))
                .build();
        try {
            Object found = path.read(document, configuration);
            return PathMapping.toValue(found, budget);
        } catch (PathNotFoundException _) {
            return Empty.EMPTY;
        } catch (Halted halted) {
            throw halted;
        } catch (RuntimeException | StackOverflowError _) { // the library throws many kinds for operands it cannot use
            throw new Halted("a JSONPath cannot be applied");
        }
    }

    /** What was read is shallow; what a template put into it may not be, and may be the document itself. */
    private static void requireShallow(@Nullable Object value, Budget budget, int depth) {
        Collection<?> members = switch (value) {
            case MapValue map -> map.entries().values();
            case ListValue list -> list.items();
            case null, default -> List.of();
        };
        if (depth > TemplateLimits.DOCUMENT_DEPTH) {
            throw new Halted("a value is nested too deep for a JSONPath that scans");
        }
        budget.charge(members.size());
        for (Object member : members) {
            requireShallow(member, budget, depth + 1);
        }
    }
}
