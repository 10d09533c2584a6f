package dev.sluice.data.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.records.ContractJson;
import dev.sluice.contracts.stages.StageRecord;
import dev.sluice.contracts.stages.StageSnapshot;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.Transforming;
import dev.sluice.data.netty.Loops;
import dev.sluice.data.origin.AddressRules;
import dev.sluice.data.origin.OriginClient;
import dev.sluice.data.origin.OriginLimits;
import dev.sluice.data.origin.OriginTls;
import dev.sluice.data.pipeline.NanoClock;
import dev.sluice.data.response.GatewayResponder;
import dev.sluice.data.stage.Lookup;
import dev.sluice.data.stage.StageCompiler;
import dev.sluice.data.stage.StageRefused;
import dev.sluice.data.targets.Targets;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays recorded calls: a folder of {@code golden} has a {@code request.http} and the whole {@code reply.http} to it, and
 * it or a folder above has the {@code snapshot.json} of the stage. Where an origin stands behind the method, {@code
 * origin-reply.http} is what it answers and {@code origin-request.http} what it must have got. In a message a star stands
 * for a value that differs with each call, lines of the head end as they do in HTTP, a body's length is filled in when no
 * field tells it, and the file's last line end is not the body's. Fields may come in any order.
 */
class GoldenCallsTest {
    private static final String NO_ORIGIN = "HTTP/1.1 500 no origin expected\nContent-Length: 0\n\n";

    private static final AtomicReference<byte[]> ANSWER = new AtomicReference<>(new byte[0]);
    private static RawOrigin origin;
    private static EdgeFixture edge;
    private static OriginClient origins;

    @BeforeAll
    static void start() throws IOException {
        Loops loops = Loops.start(1);
        edge = new EdgeFixture(loops, EdgeLimits.defaults(), SourceLimits.Settings.defaults(), true);
        origin = RawOrigin.running(connection -> {
            while (connection.readRequest()) {
                connection.write(ANSWER.get());
            }
        });
        origins = new OriginClient(
                new AddressRules(List.of("127.0.0.0/8"), List.of()),
                OriginLimits.DEFAULT,
                new OriginTls(List.of()),
                loops.clientChannel());
    }

    @AfterAll
    static void stop() throws IOException {
        origins.close();
        edge.close();
        origin.close();
    }

    static List<Path> calls() throws IOException, URISyntaxException {
        Path golden = golden();
        try (Stream<Path> files = Files.walk(golden)) {
            return files.filter(file -> file.endsWith("request.http"))
                    .map(file -> golden.relativize(file.getParent()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void isAnsweredAsRecorded(Path call) throws IOException, URISyntaxException, StageRefused {
        // given
        Path folder = golden().resolve(call);
        deploy(folder);
        ANSWER.set(message(optional(folder.resolve("origin-reply.http"), NO_ORIGIN)));
        int before = origin.requests().size();

        // when
        String request = read(folder.resolve("request.http"));
        RawClient.RawReply reply;
        try (RawClient client = edge.client()) {
            reply = client.send(message(request)).reply(request.startsWith("HEAD "));
        }

        // then
        assertSame(text(reply.head(), reply.body()), read(folder.resolve("reply.http")));
        if (Files.exists(folder.resolve("origin-request.http"))) {
            assertThat(origin.requests()).hasSize(before + 1);
            assertSame(sent(origin.lastRequest()), read(folder.resolve("origin-request.http")));
        } else {
            assertThat(Files.exists(folder.resolve("origin-reply.http"))
                            || origin.requests().size() == before)
                    .as("a call that no origin is expected to see")
                    .isTrue();
        }
    }

    private static void deploy(Path folder) throws IOException, StageRefused {
        Path holder = folder;
        while (!Files.exists(holder.resolve("snapshot.json"))) {
            holder = Objects.requireNonNull(holder.getParent());
        }
        String json = read(holder.resolve("snapshot.json"));
        var snapshot = (StageSnapshot) ContractJson.mapper().readValue(json, StageRecord.class);
        var compiler = new StageCompiler(
                new GatewayResponder(EdgeLimits.defaults().bodyBytes()),
                origins,
                NanoClock.SYSTEM,
                Transforming.standard(),
                Transforming.with(new Targets()));
        edge.stage(snapshot.key().api(), snapshot.key().stage(), new Lookup.Found(compiler.compile(snapshot, null)));
    }

    /** Compares heads field by field, in any order, and bodies byte by byte. */
    private static void assertSame(String actual, String expected) {
        String[] got = actual.split("\n\n", 2);
        String[] wanted = expected.split("\n\n", 2);
        assertThat(fields(got[0], wanted[0])).isEqualTo(fields(wanted[0], wanted[0]));
        assertThat(body(got)).isEqualTo(body(wanted));
    }

    private static String body(String[] parts) {
        return parts.length == 1 ? "" : parts[1];
    }

    /** The lines in order of their names; a value that is a star in the pattern becomes one. */
    private static List<String> fields(String head, String pattern) {
        List<String> starred = pattern.lines()
                .filter(line -> line.endsWith(": *"))
                .map(line -> line.substring(0, line.length() - 1))
                .toList();
        return head.lines()
                .map(line -> starred.stream()
                        .filter(line::startsWith)
                        .findFirst()
                        .map(start -> start + "*")
                        .orElse(line))
                .sorted()
                .toList();
    }

    private static String text(String head, String body) {
        return utf8(head).replace("\r\n", "\n").stripTrailing() + "\n\n" + utf8(body);
    }

    private static String sent(String request) {
        int end = request.indexOf("\r\n\r\n");
        return text(request.substring(0, end), request.substring(end + 4)).replace(":" + origin.port(), ":PORT");
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(ISO_8859_1), UTF_8);
    }

    /** The bytes of a message as a file tells it. */
    private static byte[] message(String text) {
        String[] parts = text.split("\n\n", 2);
        byte[] body = body(parts).getBytes(UTF_8);
        boolean framed = Arrays.stream(parts[0].split("\n", -1))
                .map(line -> line.toLowerCase(Locale.ROOT))
                .anyMatch(line -> line.startsWith("content-length:") || line.startsWith("transfer-encoding:"));
        boolean isReply = parts[0].startsWith("HTTP/");
        String length = framed || (body.length == 0 && !isReply) ? "" : "Content-Length: " + body.length + "\r\n";
        String head = parts[0].strip().replace("\n", "\r\n") + "\r\n" + length + "\r\n";
        byte[] start = head.getBytes(UTF_8);
        byte[] message = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, message, start.length, body.length);
        return message;
    }

    private static String optional(Path file, String otherwise) throws IOException {
        return Files.exists(file) ? read(file) : otherwise;
    }

    /** A file's text without its last line end, with the origin's address filled in. */
    private static String read(Path file) throws IOException {
        String text = Files.readString(file).replace("${origin}", origin.url(""));
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private static Path golden() throws URISyntaxException {
        URI folder = Objects.requireNonNull(GoldenCallsTest.class.getResource("/golden"))
                .toURI();
        return Path.of(folder);
    }
}
