package dev.sluice.aws.models;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Values as text. Pure functions. */
final class JsonText {
    private static final int SHORT_DIGITS = 17;
    private static final long SHORT = 100_000_000_000_000_000L;

    private JsonText() {}

    /** A value as compact JSON, cut at the length that findings may have. */
    static String of(JsonNode node) {
        StringBuilder text = new StringBuilder();
        append(node, text);
        return clip(text);
    }

    /** As much of a text as findings may show. */
    static String clip(CharSequence text) {
        return text.subSequence(0, Math.min(text.length(), Findings.MAX_CHARACTERS))
                .toString();
    }

    /** Texts as an array. */
    static String of(Collection<String> texts) {
        StringBuilder out = new StringBuilder("[");
        for (String text : texts) {
            quote(text, out.length() == 1 ? out : out.append(','));
            if (out.length() > Findings.MAX_CHARACTERS) {
                break;
            }
        }
        return out.append(']').toString();
    }

    private static void append(JsonNode node, StringBuilder out) {
        switch (Kind.of(node)) {
            case OBJECT -> {
                out.append('{');
                String separator = "";
                for (Map.Entry<String, JsonNode> member : node.properties()) {
                    if (out.length() > Findings.MAX_CHARACTERS) {
                        return;
                    }
                    quote(member.getKey(), out.append(separator));
                    append(member.getValue(), out.append(':'));
                    separator = ",";
                }
                out.append('}');
            }
            case ARRAY -> {
                out.append('[');
                for (int index = 0; index < node.size() && out.length() <= Findings.MAX_CHARACTERS; index++) {
                    append(node.get(index), index == 0 ? out : out.append(','));
                }
                out.append(']');
            }
            case STRING -> quote(node.textValue(), out);
            case INTEGER, NUMBER -> out.append(node.numberValue());
            case BOOLEAN, NULL -> out.append(node.asText());
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(clip(text), out);
        out.append('"');
    }

    /** A text that two values share only when draft 4 calls them equal: numbers by value, members in any order. */
    static String canonical(JsonNode node, Check check) {
        StringBuilder out = new StringBuilder();
        appendCanonical(node, out, check);
        return out.toString();
    }

    private static void appendCanonical(JsonNode node, StringBuilder out, Check check) {
        check.take(4);
        switch (Kind.of(node)) {
            case OBJECT -> {
                check.take(16L * node.size());
                out.append('{');
                Map<String, JsonNode> members = new TreeMap<>();
                node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
                members.forEach((name, value) -> {
                    appendText(name, out, check);
                    appendCanonical(value, out, check);
                });
                out.append('}');
            }
            case ARRAY -> {
                out.append('[');
                for (int index = 0; index < node.size(); index++) {
                    appendCanonical(node.get(index), out, check);
                }
                out.append(']');
            }
            case STRING -> appendText(node.textValue(), out, check);
            case INTEGER -> appendInteger(node, out, check);
            case NUMBER -> appendDecimal(node.decimalValue(), out, check);
            case BOOLEAN, NULL -> out.append(node.asText()).append(',');
        }
    }

    /** With its length in front, so that texts cannot run together. */
    private static void appendText(String text, StringBuilder out, Check check) {
        check.take(text.length() / 8);
        out.append('"').append(text.length()).append(':').append(text);
    }

    private static void appendInteger(JsonNode node, StringBuilder out, Check check) {
        long value = Decimals.isLong(node) ? node.longValue() : Long.MAX_VALUE;
        if (value > -SHORT && value < SHORT) {
            out.append(value).append(',');
        } else {
            appendDecimal(node.decimalValue(), out, check);
        }
    }

    /** Short numbers as they are, others by their digits and a power of ten: no number is written out to its zeros. */
    private static void appendDecimal(BigDecimal value, StringBuilder out, Check check) {
        BigInteger unscaled = value.unscaledValue();
        check.take(8L + unscaled.bitLength());
        if (unscaled.signum() == 0) {
            out.append("0,");
            return;
        }
        String digits = unscaled.abs().toString();
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        long power = (long) digits.length() - end - value.scale();
        out.append(unscaled.signum() < 0 ? "-" : "").append(digits, 0, end);
        if (power >= 0 && end + power <= SHORT_DIGITS) {
            out.repeat('0', (int) power).append(',');
        } else {
            out.append('e').append(power).append(',');
        }
    }
}
