package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.AwsBed;
import dev.sluice.data.fixtures.LoopWatch;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.data.stage.StageRefused;
import io.netty.util.ResourceLeakDetector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("security-requirements 43, 64: the largest bodies hold no loop for more than 20 ms")
class LargestBodiesIT {
    private static final int MEGABYTE = 1 << 20;
    private static final int COLD_ROUNDS = 3;
    private static final int ROUNDS = 2;
    private static final ResourceLeakDetector.Level LEVEL = ResourceLeakDetector.getLevel();

    private static final String LARGE = json(10 * MEGABYTE);
    /** The largest that is worked on without a worker. */
    private static final String MIDDLE = json(64 * 1024);

    private static final byte[] CHUNKS =
            ("1\r\nx\r\n".repeat(200_000) + "0\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    private static final String NUMBERS = numbers();
    private static final String PASS = "$input.json('$')";
    private static final String SEARCH = "$input.json('$..last')$input.path('$..pets[?(@.id > 3)]').size()";
    private static final String LOOPS = "#set($list = [1..1000])#foreach($a in $list)#foreach($b in $list)"
            + "#set($c = $a * $b)#end#end{\"statusCode\": 200}";
    private static final String MODEL = """
            {"type": "object", "required": ["items", "last"], "properties": {"items": {"type": "array", "items":
            {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"},
            "name": {"type": "string", "pattern": "^[a-z]+ of .*$", "maxLength": 100}}}}}}""";
    private static final String UNIQUE = "{\"type\": \"array\", \"uniqueItems\": true}";

    private static final RawOrigin origin = RawOrigin.running(LargestBodiesIT::answer);
    private static ApiBed bed;

    private static String json(int bytes) {
        StringBuilder text = new StringBuilder(bytes).append("{\"items\":[");
        for (int id = 0; text.length() < bytes - 200; id++) {
            text.append("{\"id\":")
                    .append(id)
                    .append(",\"name\":\"cat of many names\",\"pets\":[{\"id\":7},{\"id\":1}]},");
        }
        return text.append("{\"id\":0}],\"last\":true}").toString();
    }

    private static String numbers() {
        StringBuilder text = new StringBuilder(64 * 1024).append('[');
        for (int number = 0; text.length() < 64_000; number++) {
            text.append(number).append(',');
        }
        return text.append("-1]").toString();
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(out)) {
            packing.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return out.toByteArray();
    }

    private static void answer(RawOrigin.Connection connection) throws IOException {
        for (String head = connection.readHead(); !head.isEmpty(); head = connection.readHead()) {
            int length = length(head);
            connection.in().skipNBytes(length);
            if (head.startsWith("POST /chunks")) {
                connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                connection.write(CHUNKS);
                continue;
            }
            boolean function = head.contains("/functions/");
            connection.write(RawOrigin.ok(
                    function
                            ? "{\"body\":\"" + "\\\"x".repeat(2 * MEGABYTE) + "\"}"
                            : length > MEGABYTE ? LARGE : MIDDLE));
        }
    }

    private static int length(String head) {
        String fields = head.toLowerCase(Locale.ROOT);
        int start = fields.indexOf("content-length: ");
        return start < 0 ? 0 : Integer.parseInt(fields.substring(start + 16, fields.indexOf('\r', start)));
    }

    private static MethodDraft mapped(String template) {
        return MethodDraft.http(origin.url("/"))
                .verb("POST")
                .template("application/json", template)
                .response("200", "")
                .responseTemplate("200", "application/json", template);
    }

    private static MethodDraft parts() {
        return MethodDraft.http(origin.url("/"))
                .verb("POST")
                .map("header.X-One", "method.request.body.items[3].name")
                .map("header.X-All", "method.request.body..last")
                .response("200", "")
                .responseHeader("200", "X-One", "integration.response.body.items[3].name")
                .responseHeader("200", "X-All", "integration.response.body..last");
    }

    @BeforeAll
    static void start() throws IOException, StageRefused {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED); // its stack traces would be measured
        bed = new ApiBed(512L * MEGABYTE);
        bed.targets().put(AwsBed.targets(origin.url("")));
        bed.deployed(StageDraft.stage("prod")
                .model("Items", MODEL)
                .model("Unique", UNIQUE)
                .compressing(0)
                .binaryTypes("image/png")
                .method("POST", "/templates", mapped(PASS))
                .method("POST", "/search", mapped(SEARCH))
                .method("POST", "/parts", parts())
                .method(
                        "POST",
                        "/chunks",
                        MethodDraft.http(origin.url("/chunks"))
                                .verb("POST")
                                .response("200", "")
                                .responseTemplate("200", "application/json", "$input.body.length()"))
                .method(
                        "POST",
                        "/passed",
                        MethodDraft.httpProxy(origin.url("/")).verb("POST"))
                .method(
                        "POST",
                        "/text",
                        MethodDraft.http(origin.url("/"))
                                .verb("POST")
                                .contentHandling("CONVERT_TO_TEXT")
                                .response("200", ""))
                .method(
                        "POST",
                        "/mock",
                        MethodDraft.mock("{\"statusCode\": 200}")
                                .response("200", "")
                                .responseTemplate("200", "application/json", LARGE.substring(0, 300_000)))
                .method(
                        "POST",
                        "/mock-of-body",
                        MethodDraft.mock("#set($body = $input.body){\"statusCode\": 200, \"a\": $body}")
                                .response("200", ""))
                .method(
                        "POST",
                        "/mock-without-template",
                        MethodDraft.integration("MOCK").response("200", ""))
                .method("POST", "/loops", MethodDraft.mock(LOOPS).response("200", ""))
                .method("POST", "/validated", mapped(PASS).validated("Items"))
                .method("POST", "/unique", mapped(PASS).validated("Unique"))
                .method(
                        "POST",
                        "/function",
                        MethodDraft.awsProxy(AwsBed.FUNCTION_URI).credentials(AwsBed.ROLE))
                .method(
                        "POST",
                        "/service",
                        MethodDraft.aws("arn:aws:apigateway:us-east-1:sqs:action/SendMessage")
                                .credentials(AwsBed.ROLE)
                                .response("200", "")));
    }

    @AfterAll
    static void stop() throws IOException {
        bed.close();
        origin.close();
        ResourceLeakDetector.setLevel(LEVEL);
    }

    @ParameterizedTest
    @CsvSource({
        "/templates, large, 200",
        "/templates, middle, 200",
        "/templates, packed, 200",
        "/search, large, 500",
        "/search, middle, 200",
        "/parts, large, 200",
        "/parts, middle, 200",
        "/chunks, middle, 200",
        "/passed, large, 200",
        "/passed, packed, 200",
        "/passed, image, 200",
        "/text, image, 200",
        "/mock, large, 200",
        "/mock, packed, 200",
        "/mock-of-body, large, 500",
        "/mock-of-body, middle, 200",
        "/mock-without-template, middle, 500",
        "/loops, middle, 500",
        "/validated, large, 200",
        "/validated, middle, 200",
        "/unique, numbers, 200",
        "/function, large, 502",
        "/function, half, 200",
        "/function, image, 502",
        "/service, large, 200"
    })
    void noTaskHoldsALoop(String path, String kind, int status) throws Exception {
        // given
        byte[] request = request(path, kind);
        for (int round = 0; round < COLD_ROUNDS; round++) {
            assertThat(call(request)).isEqualTo(status);
        }

        // when
        long longest = LoopWatch.leastOfLongest(5, () -> {
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(call(request)).isEqualTo(status);
            }
        });

        // then
        assertThat(longest).isPositive().isLessThan(LoopWatch.LIMIT_NANOS);
    }

    private static byte[] request(String path, String kind) throws IOException {
        byte[] body = switch (kind) {
            case "large", "image" -> LARGE.getBytes(StandardCharsets.ISO_8859_1);
            case "half" -> json(4 * MEGABYTE).getBytes(StandardCharsets.ISO_8859_1);
            case "packed" -> packed(LARGE);
            case "numbers" -> NUMBERS.getBytes(StandardCharsets.ISO_8859_1);
            default -> MIDDLE.getBytes(StandardCharsets.ISO_8859_1);
        };
        String type = kind.equals("image") ? "image/png" : "application/json";
        String head = EdgeFixture.head("POST", path)
                + "Accept-Encoding: gzip\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n"
                + (kind.equals("packed") ? "Content-Encoding: gzip\r\n\r\n" : "\r\n");
        ByteArrayOutputStream request = new ByteArrayOutputStream(head.length() + body.length);
        request.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private static int call(byte[] request) throws IOException {
        try (RawClient client = bed.edge().client()) {
            return client.send(request).reply().status();
        }
    }
}
