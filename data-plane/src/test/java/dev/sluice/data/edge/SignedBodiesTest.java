package dev.sluice.data.edge;

import static dev.sluice.data.edge.SignedBed.signing;
import static dev.sluice.data.edge.SignedBed.whoami;
import static dev.sluice.data.fixtures.MethodDraft.awsProxy;
import static dev.sluice.data.fixtures.MethodDraft.http;
import static dev.sluice.data.fixtures.MethodDraft.httpProxy;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.data.fixtures.AwsBed;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.Signing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("rest-api-runtime 3.2, 4: the bodies of signed calls")
class SignedBodiesTest {
    private static final String MISMATCH = "InvalidSignatureException";
    private static final String BODY = "{\"pet\":\"dog\"}";
    private static final String HASH = "c58755d7b795b8ab7b6a1a554b7e96ff17d0844f0354c73cfa334e88c7d7c861";

    private SignedBed bed;
    private RawOrigin origin;

    @BeforeEach
    void start() throws IOException {
        bed = new SignedBed();
        origin = RawOrigin.saying("ok");
        bed.gateway().targets().put(AwsBed.targets(origin.url("")));
        bed.deployed(stage("prod")
                .method("POST", "/pets", httpProxy(origin.url("/pets")).authorization("AWS_IAM"))
                .method(
                        "POST",
                        "/mapped",
                        http(origin.url("/mapped"))
                                .verb("POST")
                                .template("application/json", "[$input.json('$.pet')]")
                                .response("200", "")
                                .authorization("AWS_IAM"))
                .method("POST", "/function", awsProxy(AwsBed.FUNCTION_URI).authorization("AWS_IAM"))
                .method("POST", "/mock", whoami()));
    }

    @AfterEach
    void stop() throws IOException {
        bed.close();
        origin.close();
    }

    private String originBody() {
        String request = origin.lastRequest();
        return request.substring(request.indexOf("\r\n\r\n") + 4);
    }

    @Test
    void passesTheBodyOn() throws IOException {
        assertThat(bed.edge().call(signing().post("/prod/pets", BODY)).body()).isEqualTo("ok");
        assertThat(originBody()).isEqualTo(BODY);
        assertThat(origin.lastRequest()).doesNotContain("AWS4-");

        assertThat(bed.edge().call(signing().post("/prod/mapped", BODY)).status())
                .isEqualTo(200);
        assertThat(originBody()).isEqualTo("[\"dog\"]");
    }

    @Test
    @DisplayName("security-requirements 5: one other byte of the body fails")
    void refusesAnotherBody() throws IOException {
        // when
        var reply = bed.edge().call(signing().post("/prod/pets", BODY).replace("dog", "cat"));

        // then
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.field("x-amzn-ErrorType")).isEqualTo(MISMATCH);
        assertThat(origin.requests()).isEmpty();
    }

    @Test
    void refusesABodyThatIsMissing() throws IOException {
        // given
        String head = Signing.head(signing().signed("POST", "/prod/pets", BODY.getBytes(ISO_8859_1)));

        // then
        assertThat(bed.edge().call(head + "Content-Length: 0\r\n\r\n").field("x-amzn-ErrorType"))
                .isEqualTo(MISMATCH);
    }

    @Test
    void takesABodyInChunks() throws IOException {
        // given
        String head = Signing.head(signing().signed("POST", "/prod/pets", BODY.getBytes(ISO_8859_1)));

        // when
        var reply = bed.edge()
                .call(head + "Transfer-Encoding: chunked\r\n\r\n6\r\n" + BODY.substring(0, 6) + "\r\n7\r\n"
                        + BODY.substring(6) + "\r\n0\r\n\r\n");

        // then
        assertThat(reply.body()).isEqualTo("ok");
        assertThat(originBody()).contains(BODY);
    }

    @Test
    @DisplayName("3.2, 4: the hash is that of the bytes received, before their coding is undone")
    void takesTheHashOfACodedBody() throws IOException {
        // given
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(BODY.getBytes(ISO_8859_1));
        }
        String body = packed.toString(ISO_8859_1);

        // when
        var reply = bed.edge().call(signing().header("Content-Encoding", "gzip").post("/prod/mapped", body));

        // then
        assertThat(reply.status()).isEqualTo(200);
        assertThat(originBody()).isEqualTo("[\"dog\"]");
    }

    @Test
    @DisplayName("3.2, 4: a hash that the call names has to be that of its body")
    void comparesANamedHash() throws IOException {
        // given
        String right = signing().header("X-Amz-Content-Sha256", HASH).post("/prod/pets", BODY);
        String wrong =
                signing().header("X-Amz-Content-Sha256", HASH.replace('0', '1')).post("/prod/pets", BODY);

        // then
        assertThat(bed.edge().call(right).body()).isEqualTo("ok");
        assertThat(bed.edge().call(wrong).field("x-amzn-ErrorType")).isEqualTo(MISMATCH);
        assertThat(bed.edge().call(right.replace("dog", "cat")).field("x-amzn-ErrorType"))
                .isEqualTo(MISMATCH);
    }

    @Test
    @DisplayName("3.2, 4: a payload that is not signed goes on as it comes, of presigned calls alone")
    void takesAnUnsignedPayloadOfAPresignedCall() throws IOException {
        // given
        Signing unsigned = signing().header("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD");
        String presigned = Signing.head(unsigned.presigned("POST", "/prod/pets?a=1", Duration.ofMinutes(1)));
        String body = "Content-Length: " + BODY.length() + "\r\n\r\n" + BODY;

        // when
        var ofQuery = bed.edge().call(presigned + body);
        var ofHeader = bed.edge().call(unsigned.post("/prod/pets", BODY));

        // then
        assertThat(ofQuery.body()).isEqualTo("ok");
        assertThat(originBody()).isEqualTo(BODY);
        assertThat(ofHeader.field("x-amzn-ErrorType")).isEqualTo(MISMATCH);
    }

    @Test
    @DisplayName("decisions 25: what could be used again reaches no integration")
    void hidesTheSignatureOfAQuery() throws IOException {
        // given
        String presigned = Signing.head(signing().presigned("POST", "/prod/pets?a=1", Duration.ofMinutes(1)));

        // when
        var reply = bed.edge().call(presigned + "Content-Length: 0\r\n\r\n");

        // then
        assertThat(reply.body()).isEqualTo("ok");
        assertThat(origin.lastRequest()).contains("/pets?a=1&X-Amz-Algorithm=").doesNotContain("X-Amz-Signature");
    }

    @Test
    @DisplayName("nobody's body is read for a key that nobody knows")
    void asksForNoBodyOfAStranger() throws IOException {
        // given
        byte[] body = BODY.getBytes(ISO_8859_1);
        String wait = "Expect: 100-continue\r\nContent-Length: " + body.length + "\r\n\r\n";

        try (var stranger = bed.edge().client();
                var known = bed.edge().client()) {
            // when
            stranger.send(Signing.head(signing().key("AKIAOFNOBODY").signed("POST", "/prod/pets", body)) + wait);
            known.send(Signing.head(signing().signed("POST", "/prod/pets", body)) + wait);

            // then
            assertThat(stranger.reply().field("x-amzn-ErrorType")).isEqualTo("UnrecognizedClientException");
            assertThat(known.reply().status()).isEqualTo(100);
            assertThat(known.send(BODY).reply().body()).isEqualTo("ok");
        }
    }

    @Test
    @DisplayName("a large body holds no loop; one over the limit is refused while it comes")
    void takesALargeBody() throws IOException {
        // given
        String large = "x".repeat(8 << 20);

        // when
        var reply = bed.edge().call(signing().post("/prod/mock", large));
        var tooLarge = bed.edge().call(signing().post("/prod/mock", "x".repeat((10 << 20) + 1)));

        // then
        assertThat(reply.status()).isEqualTo(200);
        assertThat(tooLarge.status()).isEqualTo(413);
    }

    @Test
    @DisplayName("rest-api-runtime 8.6: the event of a function tells who calls")
    void tellsAFunctionWhoCalls() throws IOException {
        // when
        bed.edge().call(signing().post("/prod/function", BODY));

        // then
        JsonNode event = new ObjectMapper().readTree(originBody());
        JsonNode identity = event.get("requestContext").get("identity");
        assertThat(identity.get("accountId").textValue()).isEqualTo("123456789012");
        assertThat(identity.get("accessKey").textValue()).isEqualTo(Signing.KEY);
        assertThat(identity.get("caller").textValue()).isEqualTo(Signing.KEY);
        assertThat(identity.get("user").textValue()).isEqualTo(Signing.KEY);
        assertThat(identity.get("userArn").textValue()).isEqualTo("arn:aws:iam::123456789012:user/ann");
        assertThat(identity.get("principalOrgId").isNull()).isTrue();
        assertThat(identity.get("sourceIp").textValue()).isEqualTo("127.0.0.1");
        assertThat(event.get("headers").has("Authorization")).isFalse();
        assertThat(event.get("headers").has("X-Amz-Date")).isTrue();
        assertThat(event.get("body").textValue()).isEqualTo(BODY);
    }
}
