package dev.sluice.aws.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Requests signed by the signer of the AWS SDK for Java, as its HTTP clients send them. */
class AwsSdkRequestsTest {
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private final SignatureVerifier verifier = Requests.verifier("apigateway");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/restapis",
                "/restapis/a1b2c3/resources/",
                "/tags/arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Frestapis%2Fa1b2c3",
                "/domainnames/x/basepathmappings/%28none%29",
                "/v2/apis/x/routes/GET%20%2Fpets%2F%7Bid%7D",
                "/a%2Fb/c:d@e,f;g=h/!$&'()*+",
                "/%C3%A4%F0%9F%98%80/~-._",
                "/prod//pets//",
                "/percent%25sign/%2520",
                "/restapis?limit=500&position=a%2Fb%3D%3D",
                "/restapis?mode=import&failonwarnings=true",
                "/x?b=2&a=2&a=1&A=0&b=",
                "/x?empty&also=&%C3%A4=%E2%82%AC",
                "/x?k=a%20b%2Bc%26d%3De%25f%2Ag~h",
                "/x?tagKeys=zeta&tagKeys=alpha&tagKeys=%7B%7D%7C"
            })
    void verifySignedInTheHeadersAndInTheQuery(String target) {
        for (String method : List.of("GET", "POST", "PATCH", "DELETE")) {
            String body = method.equals("GET") || method.equals("DELETE") ? "" : "{\"name\":\"p\u00e4ts\"}";

            assertThat(verifier.verify(signed(method, target, body, null), Requests.known()))
                    .as("%s %s", method, target)
                    .isInstanceOf(Verdict.Verified.class);
        }
        assertThat(verifier.verify(presigned(target), Requests.known()))
                .as("presigned %s", target)
                .isInstanceOfSatisfying(
                        Verdict.Verified.class,
                        verified -> assertThat(verified.presigned()).isTrue());
    }

    @Test
    void verifyWithASessionToken() {
        // given
        SignedRequest request = signed("GET", "/restapis", "", "a/session+token==");

        // when
        Verdict verdict = verifier.verify(request, (_, _) -> new AccessSecret(SECRET, "a/session+token==", null));

        // then
        assertThat(verdict).isInstanceOf(Verdict.Verified.class);
    }

    private static SignedRequest signed(String method, String target, String body, @Nullable String token) {
        var identity = token == null
                ? AwsCredentialsIdentity.create(Requests.KEY_ID, SECRET)
                : AwsSessionCredentialsIdentity.create(Requests.KEY_ID, SECRET, token);
        var signed = AwsV4HttpSigner.create()
                .sign((SignRequest.Builder<AwsCredentialsIdentity> request) -> request.identity(identity)
                        .request(sdkRequest(method, target))
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "apigateway")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(HttpSigner.SIGNING_CLOCK, Requests.CLOCK));
        return received(signed.request(), body);
    }

    private static SignedRequest presigned(String target) {
        var signed = AwsV4HttpSigner.create()
                .sign((SignRequest.Builder<AwsCredentialsIdentity> request) -> request.identity(
                                AwsCredentialsIdentity.create(Requests.KEY_ID, SECRET))
                        .request(sdkRequest("GET", target))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "apigateway")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(
                                AwsV4FamilyHttpSigner.AUTH_LOCATION, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, Duration.ofMinutes(10))
                        .putProperty(HttpSigner.SIGNING_CLOCK, Requests.CLOCK));
        return received(signed.request(), "");
    }

    private static SdkHttpRequest sdkRequest(String method, String target) {
        return SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(method))
                .uri(URI.create("http://localhost:8080" + target))
                .putHeader("Content-Type", "application/json")
                .putHeader("Accept", "application/json")
                .putHeader("User-Agent", "sdk/1  two  blanks")
                .build();
    }

    /** The request as the SDK's clients write it to the wire. */
    private static SignedRequest received(SdkHttpRequest request, String body) {
        var headers = new ArrayList<Header>();
        request.forEachHeader((name, values) -> values.forEach(value -> headers.add(new Header(name, value))));
        String query = request.encodedQueryParameters().map(text -> "?" + text).orElse("");
        return SignedRequest.of(request.method().name(), request.encodedPath() + query, headers, body.getBytes(UTF_8));
    }
}
