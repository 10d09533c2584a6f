package dev.sluice.data.validation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.aws.models.BodyModel;
import dev.sluice.aws.models.ModelRefused;
import dev.sluice.aws.models.Models;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** CPU of judging a body of 2 KB by a model of ten properties. Run by hand: prints microseconds a body, per round. */
final class ModelBenchmark {
    private static final int CALLS = 50_000;
    private static final int ROUNDS = 8;

    private ModelBenchmark() {}

    static void main() throws ModelRefused {
        measure(
                "texts",
                model(IntStream.range(0, 10), TEXT),
                body(IntStream.range(0, 10), "\"" + "x".repeat(190) + "\""));
        measure(
                "lists of objects",
                model(IntStream.range(0, 10), LIST),
                body(
                        IntStream.range(0, 10),
                        "[" + "{\"id\":12,\"name\":\"a name\",\"price\":1.25},".repeat(4) + "{\"id\":7}]"));
    }

    private static final String TEXT = "{\"type\":\"string\",\"minLength\":1,\"maxLength\":400,\"pattern\":\"^[a-z]\"}";
    private static final String LIST = """
            {"type":"array","maxItems":9,"items":{"type":"object","required":["id"],"additionalProperties":false,
            "properties":{"id":{"type":"integer","minimum":1},"name":{"type":"string","maxLength":20,
            "pattern":"^[a-z ]+$"},"price":{"type":"number","minimum":0,"exclusiveMinimum":true}}}}
            """;

    private static BodyModel model(IntStream names, String part) throws ModelRefused {
        String schema = names.mapToObj(name -> "\"property" + name + "\":" + part)
                .collect(Collectors.joining(
                        ",", "{\"type\":\"object\",\"required\":[\"property0\",\"property9\"],\"properties\":{", "}}"));
        return Models.compile("abc1234567", Map.of("M", schema), Set.of("M")).of("M");
    }

    private static byte[] body(IntStream names, String part) {
        return names.mapToObj(name -> "\"property" + name + "\":" + part)
                .collect(Collectors.joining(",", "{", "}"))
                .getBytes(UTF_8);
    }

    private static void measure(String name, BodyModel model, byte[] body) {
        var threads = ManagementFactory.getThreadMXBean();
        for (int round = 0; round < ROUNDS; round++) {
            long started = threads.getCurrentThreadCpuTime();
            for (int call = 0; call < CALLS; call++) {
                if (model.findings(body) != null) {
                    throw new IllegalStateException(model.findings(body));
                }
            }
            long nanos = threads.getCurrentThreadCpuTime() - started;
            System.out.printf("%s, %d bytes: %.2f us%n", name, body.length, nanos / 1_000.0 / CALLS);
        }
    }
}
