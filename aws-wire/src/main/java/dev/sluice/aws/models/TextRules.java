package dev.sluice.aws.models;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.aws.patterns.EcmaPattern;

/** The keywords of strings. A length counts characters, not UTF-16 units. */
final class TextRules {
    private TextRules() {}

    private static int length(String text, Check check) {
        check.take(text.length() / 8);
        return text.codePointCount(0, text.length());
    }

    /** Keyword {@code minLength}. */
    record MinLength(int least) implements Rule {
        @Override
        public boolean holds(JsonNode node, Check check) {
            return length(node.textValue(), check) >= least;
        }

        @Override
        public String finding(JsonNode node, Check check) {
            String text = node.textValue();
            return "string \"" + JsonText.clip(text) + "\" is too short (length: " + length(text, check)
                    + ", required minimum: " + least + ")";
        }
    }

    /** Keyword {@code maxLength}. */
    record MaxLength(int most) implements Rule {
        @Override
        public boolean holds(JsonNode node, Check check) {
            return length(node.textValue(), check) <= most;
        }

        @Override
        public String finding(JsonNode node, Check check) {
            String text = node.textValue();
            return "string \"" + JsonText.clip(text) + "\" is too long (length: " + length(text, check)
                    + ", maximum allowed: " + most + ")";
        }
    }

    /** Keyword {@code pattern}. */
    record Matches(EcmaPattern pattern) implements Rule {
        @Override
        public boolean holds(JsonNode node, Check check) {
            return pattern.finds(node.textValue(), check.budget());
        }

        @Override
        public String finding(JsonNode node, Check check) {
            return "ECMA 262 regex \"" + pattern.source() + "\" does not match input string \""
                    + JsonText.clip(node.textValue()) + "\"";
        }
    }

    /** Keyword {@code format}. */
    record HasFormat(Format format) implements Rule {
        private static final int STEPS = 50;

        @Override
        public boolean holds(JsonNode node, Check check) {
            String text = node.textValue();
            check.take(STEPS + 4L * text.length());
            return format.holds(text);
        }

        @Override
        public String finding(JsonNode node, Check check) {
            return format.finding(JsonText.clip(node.textValue()));
        }
    }
}
