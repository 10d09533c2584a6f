package dev.sluice.data.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * security-requirements 64: whatever a tenant writes, compiling never throws and rendering throws nothing but {@link
 * TemplateFailed}. Grown from a grammar, so that most templates get far; half of them are then broken somewhere.
 */
class TemplateFuzzTest {
    private static final int ROUNDS = 2_000;
    private static final String FAILED = "failed: ";
    private static final TemplateEngine ENGINE = new TemplateEngine();
    private static final String BODY =
            "{\"o\":{\"a\":1,\"b\":[1,2.5,{\"c\":null}]},\"l\":[{\"x\":1},[],\"s\",true,123456789012345678901],\"s\":\"t\u00e4xt\"}";
    private static final List<String> NAMES = List.of("a", "b", "l", "m", "x", "foreach", "input", "context", "util");
    private static final List<String> MEMBERS = List.of(
            "a",
            "b",
            "x",
            "body",
            "key",
            "value",
            "index",
            "requestOverride",
            "responseOverride",
            "header",
            "identity",
            "class",
            "parent",
            "size",
            "o");
    private static final List<String> METHODS = List.of(
            "get",
            "put",
            "add",
            "set",
            "remove",
            "size",
            "length",
            "substring",
            "replaceAll",
            "replace",
            "split",
            "matches",
            "toString",
            "equals",
            "path",
            "json",
            "params",
            "parseJson",
            "escapeJavaScript",
            "urlDecode",
            "base64Decode",
            "keySet",
            "entrySet",
            "values",
            "iterator",
            "next",
            "subList",
            "parseInt",
            "intValue",
            "charAt",
            "indexOf",
            "concat",
            "addAll",
            "putAll",
            "contains",
            "compareTo",
            "getClass",
            "trim");
    private static final List<String> LITERALS = List.of(
            "1",
            "0",
            "-3",
            "2.5",
            "'t'",
            "''",
            "'$.l'",
            "'$.l[*]'",
            "'$..x'",
            "'$.l[?(@.x == 1)]'",
            "'$['",
            "'(a+)+'",
            "true",
            "99999999999999999999",
            "[]",
            "{}",
            "[1, 'b']",
            "{'k': 'v'}",
            "[0..3]",
            "'{\"j\":[1]}'",
            "'%zz'");
    private static final List<String> OPERATORS = List.of("+", "-", "*", "/", "%", "==", "!=", "<", ">=", "&&", "||");
    private static final String NOISE = "#$()[]{}\"'\\.!,=&|-@ \n\u0000\ud800seti";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void throwsNothingButItsFailure(int seed) {
        var random = new Random(seed);
        int rendered = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var text = new StringBuilder();
            pieces(text, random, 3);
            if (random.nextBoolean()) {
                spoil(text, random);
            }
            rendered += isRendered(text.toString()) ? 1 : 0;
        }
        assertThat(rendered).as("templates that got to their end").isGreaterThan(ROUNDS / 10);
    }

    /** Read as a tree and on a tape, a payload gives the same, whatever is done with it. */
    private static boolean isRendered(String text) {
        Template template = ENGINE.compile(text);
        String ofTree = rendered(template, BodyText.of(BODY), text);
        String ofTape = rendered(template, BodyText.onTape(BODY.getBytes(StandardCharsets.UTF_8)), text);
        assertThat(ofTape).as(text).isEqualTo(ofTree);
        return !ofTree.startsWith(FAILED);
    }

    private static String rendered(Template template, BodyText body, String text) {
        var parameters =
                new TemplateScope.Parameters(new HashMap<>(), new HashMap<>(Map.of("a", "1")), new HashMap<>());
        try {
            return template.render(new TemplateScope(
                    body, () -> parameters, TemplateCase::context, Map.of("a", "1"), new Overrides()));
        } catch (TemplateFailed failed) {
            assertThat(failed.reason()).isNotEmpty();
            return FAILED + failed.reason();
        } catch (RuntimeException | Error escaped) {
            throw new AssertionError("escaped from: " + text, escaped);
        }
    }

    private static void pieces(StringBuilder text, Random random, int depth) {
        for (int count = random.nextInt(5); count >= 0; count--) {
            piece(text, random, depth);
        }
    }

    private static void piece(StringBuilder text, Random random, int depth) {
        switch (depth == 0 ? 0 : random.nextInt(10)) {
            case 0, 1 -> text.append(random.nextBoolean() ? " text\n" : "{\"k\": ");
            case 2, 3, 4 -> reference(text, random, depth);
            case 5, 6 -> {
                text.append("#set(");
                reference(text, random, 1);
                text.append(" = ");
                expression(text, random, depth);
                text.append(")");
            }
            case 7 -> block(text, random, depth, "#if(", "");
            case 8 -> block(text, random, depth, "#foreach($x in ", "");
            default -> block(text, random, depth, "#macro(mac $a)", "#mac('p')");
        }
    }

    private static void block(StringBuilder text, Random random, int depth, String start, String after) {
        text.append(start);
        if (!start.endsWith(")")) {
            expression(text, random, start.startsWith("#if") ? depth - 1 : 0);
            text.append(")");
        }
        pieces(text, random, depth - 1);
        text.append("#end").append(after);
    }

    private static void reference(StringBuilder text, Random random, int depth) {
        text.append('$').append(random.nextInt(9) == 0 ? "!" : "").append(pick(NAMES, random));
        for (int count = random.nextInt(3); count > 0; count--) {
            switch (random.nextInt(3)) {
                case 0 -> text.append('.').append(pick(MEMBERS, random));
                case 1 -> {
                    text.append('[');
                    expression(text, random, 0);
                    text.append(']');
                }
                default -> call(text, random, depth);
            }
        }
    }

    private static void call(StringBuilder text, Random random, int depth) {
        text.append('.').append(pick(METHODS, random)).append('(');
        int count = random.nextInt(3);
        for (int index = 0; index < count; index++) {
            text.append(index > 0 ? ", " : "");
            expression(text, random, depth - 1);
        }
        text.append(')');
    }

    private static void expression(StringBuilder text, Random random, int depth) {
        switch (depth <= 0 ? 0 : random.nextInt(6)) {
            case 0, 1 -> text.append(pick(LITERALS, random));
            case 2 -> {
                expression(text, random, depth - 1);
                text.append(' ').append(pick(OPERATORS, random)).append(' ');
                expression(text, random, depth - 1);
            }
            case 3 -> {
                text.append('"');
                reference(text, random, 0);
                text.append(" in\"");
            }
            default -> reference(text, random, depth - 1);
        }
    }

    private static void spoil(StringBuilder text, Random random) {
        for (int count = random.nextInt(3); count >= 0 && !text.isEmpty(); count--) {
            int place = random.nextInt(text.length());
            char noise = NOISE.charAt(random.nextInt(NOISE.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(place);
                case 1 -> text.setCharAt(place, noise);
                default -> text.insert(place, noise);
            }
        }
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
