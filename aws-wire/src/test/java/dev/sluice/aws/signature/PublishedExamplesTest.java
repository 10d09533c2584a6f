package dev.sluice.aws.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Signatures that AWS publishes: its Signature V4 test suite and the IAM example of its documentation. */
class PublishedExamplesTest {
    static Stream<Example> examples() {
        return Stream.of(
                new Example(
                        "GET", "/", List.of(), "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
                new Example(
                        "GET",
                        "/?Param2=value2&Param1=value1",
                        List.of(),
                        "",
                        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
                new Example(
                        "GET",
                        "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
                        List.of(),
                        "",
                        "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"),
                new Example(
                        "GET",
                        "//example//",
                        List.of(),
                        "",
                        "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84"),
                new Example(
                        "GET",
                        "/\u1234",
                        List.of(),
                        "",
                        "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
                new Example(
                        "GET",
                        "/?\u1234=bar",
                        List.of(),
                        "",
                        "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"),
                new Example(
                        "GET",
                        "/",
                        List.of(new Header("My-Header1", " value1"), new Header("My-Header2", " \"a   b   c\"")),
                        "",
                        "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"),
                new Example(
                        "GET",
                        "/",
                        List.of(
                                new Header("My-Header1", "value2"),
                                new Header("My-Header1", "value2"),
                                new Header("My-Header1", "value1")),
                        "",
                        "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"),
                new Example(
                        "POST", "/", List.of(), "", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
                new Example(
                        "POST",
                        "/",
                        List.of(new Header("Content-Type", "application/x-www-form-urlencoded")),
                        "Param1=value1",
                        "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isAccepted(Example example) {
        // when
        Verdict verdict = Requests.verifier("service")
                .verify(example.request("example.amazonaws.com", "service"), Requests.known());

        // then
        assertThat(verdict)
                .isEqualTo(new Verdict.Verified(
                        Requests.KEY_ID,
                        new CredentialScope("20150830", "us-east-1", "service"),
                        Requests.NOW,
                        false,
                        true));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isSignedAlike(Example example) {
        // given
        var signer = new SignatureSigner(Requests.KEY_ID, Requests.SECRET, "us-east-1", "service", Requests.CLOCK);
        SignedRequest published = example.request("example.amazonaws.com", "service");
        SignedRequest bare = Requests.without(Requests.without(published, "Authorization"), "X-Amz-Date");

        // when
        SignedRequest signed = signer.sign(bare);

        // then
        assertThat(Requests.authorization(signed)).isEqualTo(Requests.authorization(published));
    }

    @Test
    void theExampleOfTheDocumentationIsAccepted() {
        // given
        var example = new Example(
                "GET",
                "/?Action=ListUsers&Version=2010-05-08",
                List.of(new Header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")),
                "",
                "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");

        // when
        Verdict verdict =
                Requests.verifier("iam").verify(example.request("iam.amazonaws.com", "iam"), Requests.known());

        // then
        assertThat(verdict).isInstanceOf(Verdict.Verified.class);
    }

    record Example(String method, String target, List<Header> headers, String body, String signature) {
        SignedRequest request(String host, String service) {
            var all = new ArrayList<>(headers);
            all.add(new Header("Host", host));
            all.add(new Header("X-Amz-Date", "20150830T123600Z"));
            var names = new ArrayList<>(all.stream()
                    .map(header -> SignedRequest.lower(header.name()))
                    .distinct()
                    .sorted()
                    .toList());
            all.add(new Header(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/" + service
                            + "/aws4_request, SignedHeaders=" + String.join(";", names) + ", Signature=" + signature));
            return SignedRequest.of(method, Requests.onTheWire(target), all, body.getBytes(UTF_8));
        }
    }
}
