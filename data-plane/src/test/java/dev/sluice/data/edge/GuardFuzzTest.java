package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.netty.FieldHeaders;
import dev.sluice.data.pipeline.Headers;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Random requests, mostly almost right, against the byte guard: it never throws, it says the same in one piece and in
 * many, and what it lets pass the decoder reads as that one request, ending at that byte.
 */
@DisplayName("security-requirements 18, 64: the guard and the decoder never read two things")
class GuardFuzzTest {
    private static final int ROUNDS = 60_000;
    private static final long SEED = 20_261_121L;
    private static final EdgeLimits LIMITS = EdgeLimits.defaults();

    private static final List<String> LINES = List.of(
            "GET / HTTP/1.1",
            "POST /a?b=%20c HTTP/1.1",
            "PUT /x HTTP/1.0",
            "OPTIONS * HTTP/1.1",
            "GET  / HTTP/1.1",
            "GET /% HTTP/1.1",
            "get / HTTP/1.1",
            "GET /\t HTTP/1.1");
    private static final List<String> FIELDS = List.of(
            "Host: a",
            "Host: a",
            "Host: a",
            "Content-Length: 5",
            "Content-Length: 5",
            "Content-Length: 0",
            "content-length:5 ",
            "Content-Length: 05",
            "Content-Length: 5,5",
            "Content-Length: +5",
            "Transfer-Encoding: chunked",
            "transfer-encoding:chunked",
            "Transfer-Encoding: chunked, chunked",
            "Transfer-Encoding: gzip",
            "X: y",
            "X:",
            "X: \ty z\t",
            " folded: x",
            "Bad Name: x",
            "X : y",
            ": y",
            "novalue",
            "Connection: close",
            "Expect: 100-continue",
            "X-High: \u00e9",
            "Sec-WebSocket-Key1: a\r\nSec-WebSocket-Key2: b",
            "Upgrade: websocket");
    private static final List<String> BODIES = List.of(
            "",
            "hello",
            "hello",
            "5\r\nhello\r\n0\r\n\r\n",
            "5;x=y\r\nhello\r\n0\r\n\r\n",
            "0\r\n\r\n",
            "2\r\nhe\r\n3\r\nllo\r\n0\r\nT: v\r\n\r\n",
            "5\nhello\n0\n\n",
            "05\r\nhello\r\n00\r\n\r\n",
            "5 \r\nhello\r\n0\r\n\r\n",
            "5\r\nhello0\r\n\r\n",
            "ffffffff\r\nx",
            "5;\r\nhello\r\n0;\r\n\r\n");
    private static final String SPICE = "\r\n\0\t \u000b:;,\u0080\u00ff%\\#\u007f0a";

    @Test
    void neverTwoReadings() {
        Random random = new Random(SEED);
        int passed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = request(random);
            Reading guard = guard(bytes, bytes.length);
            assertThat(guard(bytes, 1 + random.nextInt(7))).as(text(bytes)).isEqualTo(guard);
            if (guard.end() >= 0) {
                passed++;
                compare(bytes, guard);
            }
        }
        assertThat(passed).isGreaterThan(ROUNDS / 20);
    }

    /**
     * What the guard made of some bytes.
     *
     * @param end place behind the request; negative when it is incomplete or refused
     * @param start place of the request line
     * @param bodyBytes as framed
     */
    private record Reading(int end, int start, long bodyBytes) {}

    /** Feeds the guard as the handler does, in pieces. */
    private static Reading guard(byte[] bytes, int step) {
        HeadGuard head = new HeadGuard(LIMITS);
        int result = HeadGuard.INCOMPLETE;
        for (int length = Math.min(step, bytes.length); result == HeadGuard.INCOMPLETE; length += step) {
            result = head.scan(bytes, Math.min(length, bytes.length));
            if (length >= bytes.length) {
                break;
            }
        }
        if (result < 0) {
            return new Reading(result, 0, 0);
        }
        long bodyBytes = head.framing().bodyBytes();
        if (bodyBytes >= 0) {
            int end = (int) Math.min(bytes.length + 1L, result + bodyBytes);
            return new Reading(end > bytes.length ? HeadGuard.INCOMPLETE : end, head.headStart(), bodyBytes);
        }
        ChunkGuard chunks = new ChunkGuard(LIMITS);
        int at = result;
        while (at < bytes.length && !chunks.done() && !chunks.refused() && !chunks.tooLarge()) {
            at = chunks.follow(Unpooled.wrappedBuffer(bytes), at, Math.min(bytes.length, at + step));
        }
        int failed = chunks.refused() || chunks.tooLarge() ? HeadGuard.REFUSED : HeadGuard.INCOMPLETE;
        return new Reading(chunks.done() ? at : failed, head.headStart(), bodyBytes);
    }

    private static void compare(byte[] bytes, Reading guard) {
        EmbeddedChannel channel = new EmbeddedChannel(EdgeServer.newDecoder());
        channel.writeInbound(Unpooled.wrappedBuffer(bytes, guard.start(), guard.end() - guard.start()));
        HttpRequest head = channel.readInbound();
        assertThat(head.decoderResult().isSuccess()).as(text(bytes)).isTrue();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        @Nullable HttpContent content;
        boolean last = false;
        while ((content = channel.readInbound()) != null) {
            assertThat(last).as("nothing follows the end: %s", text(bytes)).isFalse();
            assertThat(content.decoderResult().isSuccess()).as(text(bytes)).isTrue();
            byte[] slice = new byte[content.content().readableBytes()];
            content.content().readBytes(slice);
            body.writeBytes(slice);
            last = content instanceof LastHttpContent;
            content.release();
        }
        assertThat(last).as("the decoder found the same end: %s", text(bytes)).isTrue();
        assertThat(channel.finishAndReleaseAll())
                .as("nothing is left: %s", text(bytes))
                .isFalse();
        assertThat(sameFields(bytes, guard, FieldHeaders.of(head.headers())))
                .as(text(bytes))
                .isTrue();
        if (guard.bodyBytes() >= 0) {
            assertThat(body.size()).isEqualTo((int) guard.bodyBytes());
        }
    }

    /** Every header line became one field with that very name. */
    private static boolean sameFields(byte[] bytes, Reading guard, Headers headers) {
        String[] lines = text(bytes).substring(guard.start()).split("\r\n", -1);
        int count = 0;
        while (!lines[count + 1].isEmpty()) {
            String line = lines[count + 1];
            int colon = line.indexOf(':');
            boolean same = count < headers.size()
                    && headers.name(count).equalsIgnoreCase(line.substring(0, colon))
                    && (headers.value(count).equals(line.substring(colon + 1).strip())
                            || headers.name(count).equalsIgnoreCase("content-length"));
            if (!same) {
                return false;
            }
            count++;
        }
        return count == headers.size();
    }

    private static byte[] request(Random random) {
        StringBuilder text = new StringBuilder();
        text.append("\r\n".repeat(random.nextInt(10) == 0 ? random.nextInt(4) : 0));
        text.append(pick(random, LINES.subList(0, random.nextInt(6) == 0 ? LINES.size() : 4)))
                .append("\r\n");
        text.append("Host: a\r\n".repeat(random.nextInt(10) == 0 ? 0 : 1));
        for (int count = random.nextInt(3); count > 0; count--) {
            text.append(pick(random, FIELDS)).append("\r\n");
        }
        text.append("\r\n").append(pick(random, BODIES));
        text.append(random.nextBoolean() ? "" : "GET /next HTTP/1.1\r\nHost: a\r\n\r\n");
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
