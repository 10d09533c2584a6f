package dev.sluice.control.platform.wire;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A constraint on a text of the input, with the wording that AWS's framework uses (management-api 3). */
public sealed interface Rule {
    /** Whether the value keeps the rule. */
    boolean holds(String value);

    /** The rule as the framework prints it. */
    String text();

    /** One of the values, which are printed in the order given. */
    static Rule oneOf(String... values) {
        return new OneOf(List.of(values));
    }

    /** The whole value matches; the pattern is printed as written. */
    static Rule pattern(String regex) {
        return new Matches(Pattern.compile(regex));
    }

    /** Whatever the text says, which the framework prints. */
    static Rule of(String text, Predicate<String> holds) {
        return new Stated(text, holds);
    }

    /** See {@link #of}. */
    record Stated(String text, Predicate<String> test) implements Rule {
        @Override
        public boolean holds(String value) {
            return test.test(value);
        }
    }

    /** See {@link #oneOf}. */
    record OneOf(List<String> values, Set<String> set) implements Rule {
        OneOf(List<String> values) {
            this(values, Set.copyOf(values));
        }

        @Override
        public boolean holds(String value) {
            return set.contains(value);
        }

        @Override
        public String text() {
            return "Member must satisfy enum value set: " + values;
        }
    }

    /** See {@link #pattern}. */
    record Matches(Pattern pattern) implements Rule {
        @Override
        public boolean holds(String value) {
            return pattern.matcher(value).matches();
        }

        @Override
        public String text() {
            return "Member must satisfy regular expression pattern: " + pattern.pattern();
        }
    }
}
