package dev.sluice.system;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.utils.StringInputStream;

/** Calls of the platform API, signed by the AWS SDK's own signer. */
final class Signed {
    private Signed() {}

    static Response get(Installation installation, AccessKey key, String path) {
        return call(installation, key, SdkHttpMethod.GET, path, "");
    }

    static Response post(Installation installation, AccessKey key, String path, String body) {
        return call(installation, key, SdkHttpMethod.POST, path, body);
    }

    static Response put(Installation installation, AccessKey key, String path, String body) {
        return call(installation, key, SdkHttpMethod.PUT, path, body);
    }

    private static Response call(
            Installation installation, AccessKey key, SdkHttpMethod method, String path, String body) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(method)
                .uri(URI.create(installation.controlAddress() + path))
                .putHeader("Content-Type", "application/json")
                .build();
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(AwsCredentialsIdentity.create(key.id(), key.secret()))
                        .request(request)
                        .payload(() -> new StringInputStream(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "apigateway")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
        var specification = given().urlEncodingEnabled(false);
        signed.request().headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Host")) {
                specification.header(name, values.getFirst());
            }
        });
        if (!body.isEmpty()) {
            specification.body(body.getBytes(StandardCharsets.UTF_8));
        }
        return specification.request(method.name(), URI.create(installation.controlAddress() + path));
    }
}
