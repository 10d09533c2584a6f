package dev.sluice.data.integration.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.data.fixtures.EventStream;
import dev.sluice.data.fixtures.Fuzz;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Headers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 64: what functions answer, and what they are told of a query")
class FunctionAnswersFuzzTest {
    private static final int ROUNDS = 4_000;
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> RESULT = List.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"statusCode\":",
            "\"headers\":",
            "\"multiValueHeaders\":",
            "\"body\":",
            "\"isBase64Encoded\":",
            "\"cookies\":",
            "200",
            "599",
            "600",
            "-1",
            "2e2",
            "\"201\"",
            "null",
            "true",
            "{\"a\":\"b\"}",
            "{\"a\":[\"b\",1]}",
            "{\"a b\":\"c\"}",
            "{\"x\":\"\\r\\n\"}",
            "[\"c=d\"]",
            "\"text\"",
            "\"\\ud800\"",
            "\"",
            "\u0000",
            "\u00ff",
            "99999999999999999999",
            "1e999999999",
            " ");
    private static final List<String> QUERY = List.of(
            "a", "b", "=", "=", "&", "&", ";", "+", "%", "%4", "%41", "%C3%A4", "%ff", "%00", "\u00e4", " ", "[]");

    /** A source that sends slices and remembers whether it was told to stop. */
    private static final class Source implements Body {
        private boolean cancelled;

        @Override
        public long declaredBytes() {
            return UNKNOWN;
        }

        @Override
        public void readTo(Reader reader) {}

        @Override
        public void more() {}

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    /** Releases what it gets. */
    private static final class Sink implements Body.Reader {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private @Nullable Failure failure;
        private int ends;

        @Override
        public boolean accept(ByteBuf slice) {
            bytes.writeBytes(slice.toString(ISO_8859_1).getBytes(ISO_8859_1));
            slice.release();
            return true;
        }

        @Override
        public void end() {
            ends++;
        }

        @Override
        public void fail(Failure cause) {
            ends++;
            failure = cause;
        }
    }

    private static void feed(Random random, byte[] bytes, Body.Reader reader) {
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, 1 + random.nextInt(50));
            ByteBuf slice = Unpooled.directBuffer(length).writeBytes(bytes, at, length);
            var _ = reader.accept(slice.retain());
            assertThat(slice.refCnt()).as("what is kept of a slice").isLessThanOrEqualTo(2);
            slice.release();
            at += length;
        }
        reader.end();
    }

    @Test
    void framesAreReadOrRefused() {
        byte[] sound = headers(EventStream.payload("x"));
        Fuzz.rounds(ROUNDS, random -> {
            byte[] headers = random.nextBoolean() ? Fuzz.spoiled(random, sound) : new byte[random.nextInt(40)];
            if (random.nextInt(4) == 0) {
                random.nextBytes(headers);
            }
            var _ = EventStreamFrame.read(headers);
        });
    }

    private static byte[] headers(byte[] frame) {
        byte[] headers = new byte[frame.length - 17];
        System.arraycopy(frame, 12, headers, 0, headers.length);
        return headers;
    }

    @Test
    void aStreamIsWholeOrBroken() {
        Fuzz.rounds(ROUNDS / 4, random -> {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            String text = "";
            for (int count = random.nextInt(3); count > 0; count--) {
                String part = "part" + random.nextInt(100);
                text += part;
                stream.writeBytes(EventStream.payload(part));
            }
            stream.writeBytes(EventStream.event("InvokeComplete", "{}"));
            byte[] sound = stream.toByteArray();
            byte[] bytes = Fuzz.spoiled(random, sound);
            Source source = new Source();
            Sink sink = new Sink();
            EventStreamBody body = new EventStreamBody(source);
            body.readTo(sink);
            feed(random, bytes, body);

            assertThat(sink.ends).isEqualTo(1);
            if (Arrays.equals(bytes, sound)) {
                assertThat(sink.failure).isNull();
            }
            if (sink.failure == null) {
                assertThat(sink.bytes.toString(ISO_8859_1)).isEqualTo(text);
            } else {
                assertThat(sink.failure).isInstanceOf(Failure.FunctionFailed.class);
                boolean cut = sink.failure.toString().contains("was cut");
                assertThat(source.cancelled)
                        .as("what is malformed is read no further")
                        .isNotEqualTo(cut);
            }
        });
    }

    @Test
    void aStreamedAnswerHasAPreludeOrNone() {
        Fuzz.rounds(ROUNDS / 4, random -> {
            String start = Fuzz.text(random, 6, RESULT).repeat(random.nextInt(50) == 0 ? 2_000 : 1);
            String sent = start + "\0".repeat(random.nextInt(10)) + Fuzz.text(random, 3, List.of("a", "\0", "b"));
            Sink sink = new Sink();
            int[] told = new int[1];
            StreamedAnswer answer = new StreamedAnswer(new Source(), _ -> told[0]++);
            feed(random, sent.getBytes(ISO_8859_1), answer);

            assertThat(told[0]).isEqualTo(1);
            byte[] prelude = answer.prelude();
            if (prelude == null) {
                answer.cancel();
                return;
            }
            assertThat(prelude.length).isLessThanOrEqualTo(StreamedAnswer.MAX_PRELUDE_BYTES);
            answer.readTo(sink);
            assertThat(sink.ends).isEqualTo(1);
            assertThat(new String(prelude, ISO_8859_1) + "\0".repeat(8) + sink.bytes.toString(ISO_8859_1))
                    .isEqualTo(sent);
        });
    }

    @Test
    void preludesAreReadOrRefused() {
        Fuzz.rounds(ROUNDS, random -> {
            StreamPrelude prelude = StreamPrelude.read(result(random));
            if (prelude != null) {
                assertThat(prelude.status()).isBetween(200, 599);
                assertSound(prelude.headers());
            }
        });
    }

    @Test
    void resultsAreReadOrRefused() {
        int[] read = new int[1];
        Fuzz.rounds(ROUNDS, random -> {
            ProxyResult result = ProxyResultReader.read(result(random));
            if (result != null) {
                read[0]++;
                assertThat(result.status()).isBetween(200, 599);
                assertSound(result.headers());
            }
        });
        assertThat(read[0]).isPositive();
    }

    private static byte[] result(Random random) {
        String text = Fuzz.text(random, 8, RESULT);
        return ("{" + text + (random.nextBoolean() ? "}" : "")).getBytes(random.nextBoolean() ? UTF_8 : ISO_8859_1);
    }

    private static void assertSound(Headers headers) {
        for (int index = 0; index < headers.size(); index++) {
            assertThat(headers.name(index)).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
            assertThat(headers.value(index)).doesNotContain("\r", "\n", "\0");
        }
    }

    @Test
    void aQueryIsWrittenAsJson() {
        Fuzz.rounds(ROUNDS, random -> {
            JsonNode event = event(Fuzz.text(random, 12, QUERY));
            JsonNode single = event.path("queryStringParameters");
            JsonNode many = event.path("multiValueQueryStringParameters");
            assertThat(single.size()).isEqualTo(many.size());
            single.properties()
                    .forEach(each -> assertThat(many.path(each.getKey())
                                    .path(many.path(each.getKey()).size() - 1))
                            .isEqualTo(each.getValue()));
        });
    }

    private static JsonNode event(String query) throws IOException {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeStartObject();
            EventQuery.write(json, query, Absent.NULL);
            json.writeEndObject();
        }
        return JSON.readTree(out.toString());
    }
}
