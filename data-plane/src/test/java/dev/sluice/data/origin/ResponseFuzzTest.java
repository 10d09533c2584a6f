package dev.sluice.data.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.netty.FieldHeaders;
import dev.sluice.data.pipeline.Headers;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Random answers, mostly almost right, through guard and decoder: both say the same whatever pieces the answer comes in,
 * and of a head that passes the decoder makes the very lines that came (but for 204, from which Netty takes the coding).
 */
@DisplayName("security-requirements 36, 64: guard and decoder never read two things")
class ResponseFuzzTest {
    private static final int ROUNDS = 40_000;
    private static final long SEED = 20_261_121L;
    private static final List<String> STATUS_LINES = List.of(
            "HTTP/1.1 200 OK",
            "HTTP/1.1 200 OK",
            "HTTP/1.1 200",
            "HTTP/1.1 201 ",
            "HTTP/1.0 200 OK",
            "HTTP/1.1 404 Not  Found",
            "HTTP/1.1 999 \u00e9",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK",
            "HTTP/1.1  200 OK",
            "HTTP/1.1 20 OK",
            "HTTP/2.0 200 OK",
            "http/1.1 200 OK",
            "ICY 200 OK");
    private static final List<String> FIELDS = List.of(
            "Content-Length: 5",
            "Content-Length: 5",
            "content-length:5 ",
            "Content-Length: 05",
            "Content-Length: 5,5",
            "Content-Length: +5",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: Chunked",
            "Transfer-Encoding: gzip, chunked",
            "X: y",
            "X:",
            "X: \ty z\t",
            " folded: x",
            "Bad Name: x",
            "X : y",
            ": y",
            "novalue",
            "Connection: close",
            "X-High: \u00e9",
            "Set-Cookie: a=b; c",
            "Upgrade: h2c");
    private static final List<String> BODIES = List.of(
            "",
            "hello",
            "hello",
            "5\r\nhello\r\n0\r\n\r\n",
            "5;x=y\r\nhello\r\n0\r\nT: v\r\n\r\n",
            "5;x=y\r\nhello\r\n0\r\nT: v\r\nU:w \r\n\r\n",
            "5\r\nhello\r\n0\r\nT: v\r\n w\r\n\r\n",
            "5\r\nhello\r\n0\r\nT : v\r\n\r\n",
            "5 \r\nhello\r\n0\r\n\r\n",
            "5\nhello\n0\n\n",
            "g\r\n");
    private static final String SPICE = "\r\n\0\t \u000b:;,\u0080\u00ff%\\#\u007f0a";

    @Test
    void neverTwoReadings() {
        Random random = new Random(SEED);
        int passed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] answer = answer(random);
            Reading whole = read(answer, answer.length);
            Reading pieces = read(answer, 1 + random.nextInt(7));
            assertThat(pieces.problem()).as(text(answer)).isEqualTo(whole.problem());
            if (whole.problem() == null) {
                assertThat(pieces.heads()).as(text(answer)).isEqualTo(whole.heads());
                assertThat(isWhatCame(whole.heads(), text(answer)))
                        .as(text(answer))
                        .isTrue();
                assertThat(whole.trailers()).as(text(answer)).allMatch(trailer -> isLine(trailer, text(answer)));
                passed += whole.heads().isEmpty() ? 0 : 1;
            }
        }
        assertThat(passed).isGreaterThan(ROUNDS / 10);
    }

    /**
     * What became of an answer.
     *
     * @param problem as the guard names it, or that the decoder sees one
     * @param heads in the lines that the decoder read
     * @param trailers as the decoder read them
     */
    private record Reading(@Nullable String problem, List<String> heads, List<String> trailers) {}

    private static Reading read(byte[] answer, int step) {
        List<String> problems = new ArrayList<>();
        ResponseGuard guard = new ResponseGuard(ResponseGuard.newWindow(), problems::add);
        EmbeddedChannel channel = new EmbeddedChannel(guard, new ResponseDecoder());
        guard.expectHead();
        for (int at = 0; at < answer.length && problems.isEmpty(); at += step) {
            channel.writeInbound(Unpooled.copiedBuffer(answer, at, Math.min(step, answer.length - at)));
        }
        List<String> heads = new ArrayList<>();
        List<String> trailers = new ArrayList<>();
        HttpObject part;
        while ((part = channel.readInbound()) != null) {
            if (part instanceof HttpResponse head && problems.isEmpty()) {
                if (head.decoderResult().isFailure()) {
                    problems.add("the decoder cannot read it");
                } else {
                    heads.add(head(head));
                }
            }
            boolean last = false;
            if (part instanceof LastHttpContent end && isFinal(heads)) {
                last = true; // only the first answer has been asked for
                end.trailingHeaders().forEach(field -> trailers.add(field.getKey() + ":" + field.getValue()));
            }
            ReferenceCountUtil.release(part);
            if (last) {
                break;
            }
        }
        channel.finishAndReleaseAll();
        return new Reading(problems.isEmpty() ? null : problems.getFirst(), heads, trailers);
    }

    private static boolean isFinal(List<String> heads) {
        return !heads.isEmpty() && !heads.getLast().startsWith("HTTP/1.1 1");
    }

    /** Whether one line of the answer, and none that was folded, is this field. */
    private static boolean isLine(String field, String answer) {
        for (String line : answer.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0 && field.equals(line.substring(0, colon) + ":" + trimmed(line.substring(colon + 1)))) {
                return true;
            }
        }
        return false;
    }

    private static String head(HttpResponse response) {
        StringBuilder text = new StringBuilder();
        text.append(response.protocolVersion().text())
                .append(' ')
                .append(response.status().code());
        Headers headers = FieldHeaders.of(response.headers());
        for (int index = 0; index < headers.size(); index++) {
            text.append("\r\n").append(headers.name(index)).append(':').append(headers.value(index));
        }
        return text.toString();
    }

    /** Every line of the answer's heads became one field with that name and value. */
    private static boolean isWhatCame(List<String> heads, String answer) {
        String rest = answer;
        for (String head : heads) {
            int end = rest.indexOf("\r\n\r\n");
            List<String> lines = new ArrayList<>();
            for (String line : rest.substring(0, end).split("\r\n", -1)) {
                int colon = line.indexOf(':');
                lines.add(
                        lines.isEmpty()
                                ? line.substring(0, 12)
                                : line.substring(0, colon) + ":" + trimmed(line.substring(colon + 1)));
            }
            if (!String.join("\r\n", lines).equals(head)) {
                return false;
            }
            rest = rest.substring(end + 4);
        }
        return true;
    }

    private static String trimmed(String value) {
        return value.replaceAll("^[ \\t]+|[ \\t]+$", "");
    }

    private static byte[] answer(Random random) {
        StringBuilder text = new StringBuilder();
        text.append(pick(random, STATUS_LINES.subList(0, random.nextInt(4) == 0 ? STATUS_LINES.size() : 6)))
                .append("\r\n");
        for (int count = random.nextInt(4); count > 0; count--) {
            text.append(pick(random, FIELDS)).append("\r\n");
        }
        text.append("\r\n").append(pick(random, BODIES));
        for (int count = random.nextInt(3); count > 0; count--) {
            int at = random.nextInt(text.length());
            char spice = SPICE.charAt(random.nextInt(SPICE.length()));
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, spice);
                case 1 -> text.setCharAt(at, spice);
                case 2 -> text.deleteCharAt(at);
                default -> text.setLength(Math.max(1, at));
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String pick(Random random, List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
