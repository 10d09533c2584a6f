package dev.sluice.data.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** HTTP messages as the files of {@code golden} tell them: lines of the head, an empty line, the body. */
final class GoldenMessage {
    private GoldenMessage() {}

    /** Compares heads line by line, in any order, and bodies byte by byte. */
    static void assertSame(String actual, String expected) {
        String[] got = actual.split("\n\n", 2);
        String[] wanted = expected.split("\n\n", 2);
        assertThat(lines(got[0], wanted[0])).isEqualTo(lines(wanted[0], wanted[0]));
        assertThat(body(got)).isEqualTo(body(wanted));
    }

    /** The bytes of a message: line ends as HTTP has them, and the body's length when no field tells it. */
    static byte[] bytes(String text) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        String[] parts = text.split("\n\n", 2);
        boolean chunked = has(parts[0], "transfer-encoding:");
        String content = body(parts);
        byte[] body = (chunked ? content.replace("\n", "\r\n") + "\r\n" : content).getBytes(UTF_8);
        boolean framed = chunked || has(parts[0], "content-length:");
        boolean isReply = parts[0].startsWith("HTTP/");
        String length = framed || (body.length == 0 && !isReply) ? "" : "Content-Length: " + body.length + "\r\n";
        byte[] head = (parts[0].strip().replace("\n", "\r\n") + "\r\n" + length + "\r\n").getBytes(UTF_8);
        byte[] message = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, message, head.length, body.length);
        return message;
    }

    /** A message that was read, octet by octet, as a file tells it. */
    static String text(String head, String body) {
        return utf8(head).replace("\r\n", "\n").replaceAll("\n+$", "") + "\n\n" + utf8(body);
    }

    static boolean endsConnection(byte[] reply) {
        return reply.length == 0 || has(new String(reply, ISO_8859_1), "connection: close");
    }

    private static String body(String[] parts) {
        return parts.length == 1 ? "" : parts[1];
    }

    private static boolean has(String head, String start) {
        return head.lines().anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith(start));
    }

    /** The lines in their order by text; one that a line of the pattern with a star stands for is replaced by that. */
    private static List<String> lines(String head, String pattern) {
        List<String> starred =
                pattern.lines().filter(line -> line.contains("*")).toList();
        return head.lines()
                .map(line -> starred.stream()
                        .filter(each -> standsFor(each, line))
                        .findFirst()
                        .orElse(line))
                .sorted()
                .toList();
    }

    private static boolean standsFor(String pattern, String line) {
        String regex =
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.matches(regex, line);
    }

    private static String utf8(String octets) {
        return new String(octets.getBytes(ISO_8859_1), UTF_8);
    }
}
