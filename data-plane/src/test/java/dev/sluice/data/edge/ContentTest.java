package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.RefusingPort;
import dev.sluice.data.payload.BinaryTypes;
import dev.sluice.data.payload.ContentHandling;
import dev.sluice.fixtures.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Binary and text bodies through a proxied method, between a real client and a real origin. Bytes are shown as Latin-1. */
@DisplayName("rest-api-runtime 12: binary payloads")
class ContentTest {
    private static final BinaryTypes PNG = BinaryTypes.of(List.of("image/png", "text/css"));
    private static final BinaryTypes NONE = BinaryTypes.of(List.of());
    private static final String BYTES = "PN\u00ff";
    private static final String BASE64 = "UE7/";
    private static final String TEXT = "PN\u00ef\u00bf\u00bd";
    private static final int MAX_BYTES = 10_485_760;

    private final ProxyBed bed = new ProxyBed(3);

    ContentTest() throws IOException {}

    @AfterEach
    void stop() {
        bed.close();
    }

    private static String form(String name) {
        return switch (name) {
            case "bytes" -> BYTES;
            case "base64" -> BASE64;
            case "text" -> TEXT;
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static String posting(@Nullable String type, String body) {
        return EdgeFixture.head("POST", "/it")
                + (type == null ? "" : "Content-Type: " + type + "\r\n")
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @ParameterizedTest
    @DisplayName("rest-api-runtime 12: the request table over HTTP_PROXY")
    @CsvSource({
        "bytes, text/plain, , text",
        "bytes, , , text",
        "base64, text/plain, CONVERT_TO_BINARY, bytes",
        "bytes, text/plain, CONVERT_TO_TEXT, text",
        "bytes, text/css, , bytes",
        "bytes, text/css, CONVERT_TO_BINARY, bytes",
        "bytes, text/css, CONVERT_TO_TEXT, base64",
        "bytes, image/png, , bytes",
        "bytes, IMAGE/PNG; x=y, CONVERT_TO_BINARY, bytes",
        "bytes, image/png, CONVERT_TO_TEXT, base64"
    })
    void convertsWhatTheOriginGets(String sent, @Nullable String type, @Nullable String handling, String received)
            throws Exception {
        try (RawOrigin origin = RawOrigin.saying("ok")) {
            // given
            bed.converting("/it", origin.url("/"), PNG, ContentHandling.of(handling))
                    .deployed();

            // when
            var reply = bed.edge().call(posting(type, form(sent)));

            // then
            assertThat(reply.status()).isEqualTo(200);
            assertThat(origin.lastRequest())
                    .contains("Content-Length: " + form(received).length() + "\r\n")
                    .endsWith("\r\n\r\n" + form(received));
        }
    }

    @ParameterizedTest
    @DisplayName("rest-api-runtime 12: the response table without content handling, the first type of Accept decides")
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes | text/plain | text/html | text",
                "bytes | text/plain | | text",
                "base64 | text/plain | image/png | bytes",
                "base64 | text/plain | image/png, text/html | bytes",
                "bytes | text/plain | text/html, image/png | text",
                "bytes | text/plain | image/* | text",
                "bytes | image/png | text/html | base64",
                "bytes | image/png | | base64",
                "bytes | image/png | */* | base64",
                "bytes | image/png | image/png | bytes",
                "bytes | image/png; a=b | image/png;q=0.1 | bytes"
            })
    void convertsWhatTheClientGets(String sent, String type, @Nullable String accept, String received)
            throws Exception {
        try (RawOrigin origin = RawOrigin.answering("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: "
                + form(sent).length() + "\r\n\r\n" + form(sent))) {
            // given
            bed.converting("/it", origin.url("/"), PNG, ContentHandling.NONE).deployed();

            // when
            var reply = bed.edge()
                    .call(EdgeFixture.head("GET", "/it") + (accept == null ? "" : "Accept: " + accept + "\r\n")
                            + "\r\n");

            // then
            assertThat(reply.body()).isEqualTo(form(received));
            assertThat(reply.field("Content-Length"))
                    .isEqualTo(Integer.toString(form(received).length()));
            assertThat(reply.field("Content-Type")).isEqualTo(type);
        }
    }

    @Test
    void everythingIsBinaryWhenTheListSaysSo() throws Exception {
        BinaryTypes all = BinaryTypes.of(List.of("*/*"));
        try (RawOrigin origin = RawOrigin.answering(RawOrigin.ok(BYTES))) {
            // given
            bed.converting("/it", origin.url("/"), all, ContentHandling.NONE).deployed();

            // when
            var reply = bed.edge().call(posting(null, BYTES));

            // then
            assertThat(reply.body()).isEqualTo(BYTES);
            assertThat(origin.lastRequest()).endsWith("\r\n\r\n" + BYTES);
        }
    }

    @Test
    void refusesARequestThatIsNotBase64BeforeTheOriginIsCalled() throws Exception {
        try (RawOrigin origin = RawOrigin.saying("ok")) {
            // given
            bed.converting("/it", origin.url("/"), NONE, ContentHandling.CONVERT_TO_BINARY)
                    .deployed();

            // when
            var reply = bed.edge().call(posting("text/plain", "not base64!"));

            // then
            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.body()).isEqualTo("{\"message\": \"Internal server error\"}");
            assertThat(origin.connections()).isZero();
        }
    }

    @Test
    void refusesAnAnswerThatIsNotBase64() throws Exception {
        try (RawOrigin origin = RawOrigin.saying("not base64!");
                RawClient client = bed.edge().client()) {
            // given
            bed.converting("/it", origin.url("/"), PNG, ContentHandling.NONE).deployed();

            // when
            var reply = client.send(EdgeFixture.head("GET", "/it") + "Accept: image/png\r\n\r\n")
                    .reply();

            // then
            assertThat(reply.status()).isEqualTo(500);
            assertThat(reply.body()).isEqualTo("{\"message\": \"Internal server error\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "image/png"})
    void tenMebibytesOfSoundTextKeepTheirLengthBothWays(String type) throws Exception {
        String body = "ab\u00c3\u00a9".repeat(MAX_BYTES / 4);
        try (RawOrigin origin = RawOrigin.running(connection -> {
            while (connection.readRequest()) {
                connection.write("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n");
                connection.write("Content-Length: " + body.length() + "\r\n\r\n");
                connection.write(body);
            }
        })) {
            // given
            bed.converting("/it", origin.url("/"), PNG, ContentHandling.NONE).deployed();

            // when
            var reply = bed.edge()
                    .call(posting(type, body).replace("Content-Type:", "Accept: " + type + "\r\nContent-Type:"));

            // then
            assertThat(reply.field("Content-Length")).isEqualTo(Integer.toString(body.length()));
            assertThat(reply.body().equals(body)).isTrue();
            assertThat(origin.lastRequest()).contains("Content-Length: " + body.length() + "\r\n");
            assertThat(origin.lastRequest().endsWith("\r\n\r\n" + body)).isTrue();
        }
    }

    @Test
    void tenMebibytesOfBase64Stream() throws Exception {
        String plain = "a\u00ff\u0000".repeat(2_600_000);
        String text = Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.ISO_8859_1));
        try (RawOrigin origin = RawOrigin.saying("ok")) {
            // given
            bed.converting("/it", origin.url("/"), NONE, ContentHandling.CONVERT_TO_BINARY)
                    .deployed();

            // when
            var reply = bed.edge().call(posting("text/plain", text));

            // then
            assertThat(reply.body()).isEqualTo("ok");
            assertThat(origin.lastRequest()).contains("Transfer-Encoding: chunked\r\n");
            assertThat(origin.lastRequest().endsWith("\r\n\r\n" + plain)).isTrue();
        }
    }

    /** A fault behind what is held: the origin never sees an end, the client an error. */
    @Test
    void aLateFaultInBase64BreaksTheCallToTheOriginOff() throws Exception {
        String text = "QUJD".repeat(50_000) + "!";
        try (RawOrigin origin = RawOrigin.saying("ok")) {
            // given
            bed.converting("/it", origin.url("/"), NONE, ContentHandling.CONVERT_TO_BINARY)
                    .deployed();

            // when
            var reply = bed.edge().call(posting("text/plain", text));

            // then
            assertThat(reply.status()).isEqualTo(500);
            Await.until("the origin is left", () -> origin.openConnections() == 0);
            assertThat(origin.requests()).isEmpty();
        }
    }

    @Test
    void aLateFaultInAnAnswersBase64BreaksTheTransferOff() throws Exception {
        String text = "QUJD".repeat(50_000) + "!";
        try (RawOrigin origin = RawOrigin.saying(text);
                RawClient client = bed.edge().client()) {
            // given
            bed.converting("/it", origin.url("/"), PNG, ContentHandling.NONE).deployed();

            // when
            client.send(EdgeFixture.head("GET", "/it") + "Accept: image/png\r\n\r\n");

            // then
            assertThatThrownBy(client::reply).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aChunkedAnswerGoesOnAsItComes() throws Exception {
        try (RawOrigin origin = RawOrigin.running(connection -> {
                    connection.readRequest();
                    connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na\u00e2\u0082\r\n");
                    connection.awaitEnd();
                });
                RawClient client = bed.edge().client()) {
            // given
            bed.converting("/it", origin.url("/"), NONE, ContentHandling.NONE).deployed();

            // when
            client.send(EdgeFixture.get("/it"));

            // then
            String seen = "";
            while (!seen.endsWith("\r\n\r\n1\r\na\r\n")) {
                seen += client.read(1);
            }
            assertThat(seen).contains("Transfer-Encoding: chunked");
        }
    }

    @Test
    @DisplayName("rest-api-runtime 10.4: a body that passes the limit while it is held or streams is a 413")
    void refusesABodyThatIsTooLarge() throws Exception {
        String chunk = Integer.toHexString(1_000_000) + "\r\n" + "a".repeat(1_000_000) + "\r\n";
        try (RawOrigin origin = RawOrigin.saying("ok");
                RawClient client = bed.edge().client()) {
            // given
            bed.converting("/it", origin.url("/"), NONE, ContentHandling.NONE).deployed();

            // when
            client.send(EdgeFixture.head("POST", "/it") + "Transfer-Encoding: chunked\r\n\r\n");
            for (int count = 0; count < 11; count++) {
                client.sendAnyway(chunk.getBytes(StandardCharsets.US_ASCII));
            }

            // then
            assertThat(client.reply().status()).isEqualTo(413);
        }
    }

    /** Lost buffers would fail the class. */
    @Test
    void letsGoOfWhatIsHeldWhenTheOriginIsDeadOrTheClientLeaves() throws Exception {
        try (var dead = new RefusingPort()) {
            bed.converting("/it", dead.url(), NONE, ContentHandling.NONE).deployed();

            for (int round = 0; round < 20; round++) {
                assertThat(bed.edge()
                                .call(posting("text/plain", "a".repeat(20_000)))
                                .status())
                        .isEqualTo(504);
                try (RawClient client = bed.edge().client()) {
                    client.send(EdgeFixture.head("POST", "/it") + "Content-Length: 30000\r\n\r\n" + "a".repeat(10_000));
                    client.reset();
                }
            }
        }
    }

    @Test
    void aClientThatMustBeAskedIsAsked() throws Exception {
        try (RawOrigin origin = RawOrigin.saying("ok");
                RawClient client = bed.edge().client()) {
            // given
            bed.converting("/it", origin.url("/"), NONE, ContentHandling.NONE).deployed();

            // when
            client.send(EdgeFixture.head("POST", "/it") + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");

            // then
            assertThat(client.reply().status()).isEqualTo(100);
            assertThat(client.send("hi").reply().body()).isEqualTo("ok");
            assertThat(origin.lastRequest()).endsWith("\r\n\r\nhi");
        }
    }
}
