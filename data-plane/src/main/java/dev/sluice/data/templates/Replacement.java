package dev.sluice.data.templates;

import java.util.regex.Matcher;

/**
 * Writes the replacement of one match in the syntax of {@link Matcher#appendReplacement}: a dollar with a
 * number or a name in braces, and backslashes; but within the limit of a text's size at every group.
 */
final class Replacement {
    private final TextBuffer out;
    private final String text;
    private final Matcher matcher;
    private final String input;
    private int at;

    private Replacement(TextBuffer out, String text, Matcher matcher, String input) {
        this.out = out;
        this.text = text;
        this.matcher = matcher;
        this.input = input;
    }

    static void append(TextBuffer out, String text, Matcher matcher, String input, Budget budget) {
        budget.lookedAt(text.length());
        new Replacement(out, text, matcher, input).run(budget);
    }

    private void run(Budget budget) {
        while (at < text.length()) {
            char character = text.charAt(at++);
            if (character == '$') {
                appendGroup(budget);
            } else {
                out.append(character == '\\' ? next() : character);
            }
        }
    }

    private char next() {
        if (at == text.length()) {
            throw malformed();
        }
        return text.charAt(at++);
    }

    private void appendGroup(Budget budget) {
        char first = next();
        int start;
        int end;
        if (first == '{') {
            String name = name();
            start = matcher.start(name);
            end = matcher.end(name);
        } else {
            int group = group(first);
            start = matcher.start(group);
            end = matcher.end(group);
        }
        if (start >= 0) {
            budget.copied(end - start);
            out.append(input, start, end);
        }
    }

    private String name() {
        int close = text.indexOf('}', at);
        String name = close < 0 ? "" : text.substring(at, close);
        if (!matcher.namedGroups().containsKey(name)) {
            throw malformed();
        }
        at = close + 1;
        return name;
    }

    /** As many digits as make a group that there is, but at least one. */
    private int group(char first) {
        int group = first - '0';
        if (group < 0 || group > 9 || group > matcher.groupCount()) {
            throw malformed();
        }
        while (at < text.length()) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9 || 10 * group + digit > matcher.groupCount()) {
                break;
            }
            group = 10 * group + digit;
            at++;
        }
        return group;
    }

    private static Halted malformed() {
        return new Halted("a replacement is malformed");
    }
}
