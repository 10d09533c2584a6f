package dev.sluice.control.apis.openapi.imports;

import dev.sluice.control.apis.openapi.document.DocumentRefused;
import dev.sluice.control.platform.errors.ProblemException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A process of its own that reads documents made to cost much, and says what each cost in processor time. */
final class HostileDocuments {
    private static final int MIB = 1024 * 1024;
    private static final String END = "\n";
    private static final String OPENAPI = "{\"openapi\":\"3.0.1\",\"info\":{\"title\":\"t\",\"version\":\"1\"},";

    private static final List<String> VERBS = List.of("get", "put", "post", "delete", "options", "head", "patch");

    private HostileDocuments() {}

    public static void main(String[] none) {
        // The first reading pays for what the process loads.
        read(OPENAPI + "\"paths\":{}}");
        read("openapi: 3.0.1\npaths: {}\n");
        all().forEach((name, document) -> {
            String text = document.get();
            var threads = ManagementFactory.getThreadMXBean();
            long start = threads.getCurrentThreadCpuTime();
            String verdict = read(text);
            long millis = (threads.getCurrentThreadCpuTime() - start) / 1_000_000;
            System.out.println(name + ": " + millis + " ms, " + verdict);
        });
    }

    private static String read(String text) {
        try {
            return "found " + Translated.of(text).findings().errors().size() + " errors";
        } catch (DocumentRefused refused) {
            return "refused: " + refused.message("");
        } catch (ProblemException refused) {
            return "refused: " + refused.problem().message();
        }
    }

    /** What the process says something about. */
    static Set<String> names() {
        return all().keySet();
    }

    private static Map<String, Supplier<String>> all() {
        Map<String, Supplier<String>> all = new LinkedHashMap<>();
        putTexts(all);
        putApis(all);
        return all;
    }

    /** What is hard to read. */
    private static void putTexts(Map<String, Supplier<String>> all) {
        all.put("braces", () -> "{".repeat(6 * MIB));
        all.put("brackets", () -> "{\"a\":" + "[".repeat(6 * MIB));
        all.put("yaml brackets", () -> "a: [\n" + " [\n".repeat(2 * MIB));
        all.put("yaml dashes", () -> "- ".repeat(30_000) + END + "- ".repeat(30_000));
        all.put("yaml question marks", () -> "? ".repeat(30_000));
        all.put("values", () -> "{\"a\":[" + "[],".repeat(2 * MIB - 10) + "[]]}");
        all.put("yaml values", () -> "a:\n" + "- a\n".repeat(MIB));
        all.put("yaml keys", () -> repeated(500_000, i -> "k" + i + ":\n"));
        all.put("alias bomb", HostileDocuments::aliasBomb);
        all.put(
                "long texts often named",
                () -> "a: &a\n" + ("  - " + "x".repeat(60_000) + END).repeat(17) + "b: [" + "*a,".repeat(40) + "]");
        all.put("number without end", () -> "{\"a\":" + "9".repeat(6 * MIB - 10) + "}");
        all.put("yaml number without end", () -> "a: " + "9".repeat(6 * MIB - 10));
        all.put("anchors", () -> "&a\n".repeat(2 * MIB));
        all.put("unended text", () -> "a: \"" + "x\n\n".repeat(2 * MIB - 10));
        all.put("comments", () -> "#\n".repeat(3 * MIB));
        all.put("long lines", () -> ("- " + "a".repeat(64 * 1024 - 10) + END).repeat(90) + "- [");
        all.put("long blocks", () -> ("- |\n " + "a".repeat(64 * 1024 - 10) + END).repeat(90) + "- [");
        all.put("repeated key", () -> "{\"a\":1," + "\"b\":[],".repeat(800_000) + "\"a\":1}");
    }

    /** What reads well and is hard to judge or to translate. */
    private static void putApis(Map<String, Supplier<String>> all) {
        all.put("schemas", () -> schemas(20_000, "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}"));
        all.put("combined schemas", () -> schemas(80, "{\"allOf\":[" + "{\"type\":\"object\"},".repeat(600) + "{}]}"));
        all.put(
                "parameters",
                () -> operation(
                        "\"parameters\":[" + repeated(30_000, i -> "{\"name\":\"p" + i + "\",\"in\":\"query\"},")
                                + "{}],\"responses\":{}"));
        all.put(
                "responses",
                () -> operation("\"responses\":{" + repeated(60_000, i -> "\"" + i + "\":{},") + "\"0x\":{}}"));
        all.put(
                "schemas in place",
                () -> operation("\"requestBody\":{\"content\":{"
                        + repeated(
                                20_000,
                                i -> "\"a/b" + i + "\":{\"schema\":{\"type\":\"object\",\"title\":\"" + i + "\"}},")
                        + "\"a/c\":{}}},\"responses\":{}"));
        all.put(
                "paths",
                () -> OPENAPI + "\"paths\":{" + repeated(60_000, i -> "\"/p" + i + "/{x}\":{},") + "\"/\":{}}}");
        all.put(
                "bad paths",
                () -> OPENAPI + "\"paths\":{" + repeated(60_000, i -> "\"/p " + i + "/{x}\":{},") + "\"/\":{}}}");
        all.put("many schemas", () -> schemas(97_000, "{}"));
        all.put("many tags", () -> root("\"tags\":[" + "{},".repeat(97_000) + "{}]"));
        all.put("judged tags", () -> root("\"tags\":[" + "{},".repeat(1_900) + "{}]"));
        all.put(
                "required names",
                () -> schemas(25, "{\"required\":[" + repeated(1_900, i -> "\"n" + i + "\",") + "\"a\"]}"));
        all.put("shared large parameters", HostileDocuments::sharedParameters);
        all.put("shared schemas", HostileDocuments::sharedSchemas);
        all.put("shared responses", HostileDocuments::sharedResponses);
        all.put(
                "parameters of every verb",
                () -> OPENAPI + "\"paths\":{"
                        + repeated(
                                290,
                                i -> "\"/p" + i + "\":{\"parameters\":["
                                        + repeated(
                                                90, j -> "{\"in\":\"query\",\"name\":\"" + "n".repeat(150) + j + "\"},")
                                        + "{}]," + repeated(VERBS.size(), v -> "\"" + VERBS.get(v) + "\":{},")
                                        + "\"x-a\":1},")
                        + "\"/\":{}}}");
        all.put(
                "rights of every operation",
                () -> OPENAPI + "\"security\":[" + "{},".repeat(90_000) + "{}],\"paths\":{"
                        + repeated(290, i -> "\"/p" + i + "\":{\"get\":{},\"put\":{},\"post\":{}},") + "\"/\":{}}}");
        all.put(
                "binary types",
                () -> root("\"x-amazon-apigateway-binary-media-types\":[" + repeated(90_000, i -> "\"a/b" + i + "\",")
                        + "\"a/b\"]"));
        all.put("server variables inside each other", HostileDocuments::serverVariables);
    }

    private static String aliasBomb() {
        return "a0: &a0 [" + "lol, ".repeat(2000) + "]\n"
                + repeated(5, i -> "a" + (i + 1) + ": &a" + (i + 1) + " [" + ("*a" + i + ", ").repeat(10) + "]\n");
    }

    /** Many operations that all answer with one large schema that has no name. */
    private static String sharedSchemas() {
        return sharing("{\"description\":\"d\",\"content\":{\"a/b\":{\"schema\":{\"type\":\"object\",\"properties\":{"
                + repeated(80, i -> "\"p" + i + "\":{\"type\":\"string\",\"description\":\"d\"},")
                + "\"a\":{}}}}}}");
    }

    private static String sharedResponses() {
        return sharing("{\"description\":\"d\",\"content\":{"
                + repeated(20_000, i -> "\"a/b" + i + "\":{\"schema\":{\"type\":\"object\"}},") + "\"a/b\":{}}}");
    }

    private static String sharing(String response) {
        String verbs = repeated(
                VERBS.size(),
                i -> "\"" + VERBS.get(i) + "\":{\"responses\":{\"200\":{\"$ref\":\"#/components/responses/R\"}}},");
        return OPENAPI + "\"paths\":{" + repeated(290, i -> "\"/p" + i + "\":{" + verbs + "\"x-a\":{}},")
                + "\"/\":{}},\"components\":{\"responses\":{\"R\":" + response + "}}}";
    }

    private static String serverVariables() {
        return OPENAPI + "\"paths\":{},\"servers\":[{\"url\":\"/{v0}\",\"variables\":{"
                + repeated(30, i -> "\"v" + i + "\":{\"default\":\"" + ("{v" + (i + 1) + "}").repeat(10) + "\"},")
                + "\"v30\":{\"default\":\"x\"}}}]}";
    }

    private static String schemas(int count, String schema) {
        return OPENAPI + "\"paths\":{},\"components\":{\"schemas\":{"
                + repeated(count, i -> "\"S" + i + "\":" + schema + ",") + "\"T\":{\"type\":\"object\"}}}}";
    }

    private static String root(String members) {
        return OPENAPI + "\"paths\":{}," + members + "}";
    }

    private static String operation(String members) {
        return OPENAPI + "\"paths\":{\"/\":{\"get\":{" + members + "}}}}";
    }

    /** Many operations that all name the same many parameters. */
    private static String sharedParameters() {
        return OPENAPI + "\"paths\":{"
                + repeated(
                        290,
                        i -> "\"/p" + i + "\":{\"parameters\":["
                                + "{\"$ref\":\"#/components/parameters/P\"},".repeat(100)
                                + "{}],\"get\":{\"responses\":{}},\"put\":{\"responses\":{}},\"post\":{\"responses\":{}}},")
                + "\"/\":{}},\"components\":{\"parameters\":{\"P\":{\"name\":\"p\",\"in\":\"query\",\"description\":\""
                + "x".repeat(MIB) + "\"}}}}";
    }

    private static String repeated(int count, IntFunction<String> part) {
        return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining());
    }
}
