package dev.sluice.data.templates;

import dev.sluice.aws.patterns.PatternSize;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions of a tenant on texts of a call (security-requirements 43): the expression and its input are
 * short, repetitions are bounded in number and nesting, and each look at a character costs a step of the rendering.
 */
final class TenantPattern {
    private TenantPattern() {}

    static Pattern compile(String text) {
        if (PatternSize.isTooLarge(text, TemplateLimits.PATTERN_CHARS)) {
            throw new Halted("a regular expression is too large");
        }
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException | StackOverflowError _) {
            throw new Halted("a regular expression is malformed");
        }
    }

    static boolean matches(String pattern, String text, Rendering rendering) {
        try {
            return matcher(pattern, text, rendering).matches();
        } catch (StackOverflowError _) {
            throw tooDeep();
        }
    }

    static String[] split(String pattern, String text, int limit, Rendering rendering) {
        Pattern compiled = rendering.caches.pattern(pattern, rendering.budget);
        try {
            return compiled.split(watched(text, rendering), limit);
        } catch (StackOverflowError _) {
            throw tooDeep();
        }
    }

    static String replace(String pattern, String text, String replacement, boolean all, Rendering rendering) {
        Matcher matcher = matcher(pattern, text, rendering);
        var out = new TextBuffer(text.length());
        int done = 0;
        try {
            while (matcher.find()) {
                out.append(text, done, matcher.start());
                Replacement.append(out, replacement, matcher, text, rendering.budget);
                done = matcher.end();
                if (!all) {
                    break;
                }
            }
        } catch (StackOverflowError _) {
            throw tooDeep();
        }
        rendering.budget.copied(text.length());
        return out.append(text, done, text.length()).toString();
    }

    private static Matcher matcher(String pattern, String text, Rendering rendering) {
        return rendering.caches.pattern(pattern, rendering.budget).matcher(watched(text, rendering));
    }

    private static Watched watched(String text, Rendering rendering) {
        if (text.length() > TemplateLimits.PATTERN_INPUT_CHARS) {
            throw new Halted("a text is too long for a regular expression");
        }
        rendering.budget.copied(text.length());
        return new Watched(text, rendering.budget);
    }

    private static Halted tooDeep() {
        return new Halted("a regular expression goes too deep");
    }

    /** A text that makes its readers pay. */
    private static final class Watched implements CharSequence {
        private final String text;
        private final Budget budget;

        Watched(String text, Budget budget) {
            this.text = text;
            this.budget = budget;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            budget.charge(1);
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
