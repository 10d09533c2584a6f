package dev.sluice.system;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.utils.StringInputStream;

/** Calls of the platform API and of tenants' own APIs, signed by the AWS SDK's own signer. */
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

    static Response delete(Installation installation, AccessKey key, String path) {
        return call(installation, key, SdkHttpMethod.DELETE, path, "");
    }

    private static Response call(
            Installation installation, AccessKey key, SdkHttpMethod method, String path, String body) {
        return send(
                sign(identity(key), "apigateway", request(method, installation.controlAddress() + path), body), body);
    }

    private static AwsCredentialsIdentity identity(AccessKey key) {
        return AwsCredentialsIdentity.create(key.id(), key.secret());
    }

    /** A call of a tenant's API, signed in its headers. */
    static Response invoke(AccessKey key, SdkHttpMethod method, String uri, String body) {
        return invoke(identity(key), method, uri, body);
    }

    /** The same by credentials of another kind. */
    static Response invoke(AwsCredentialsIdentity identity, SdkHttpMethod method, String uri, String body) {
        return send(sign(identity, "execute-api", request(method, uri), body), body);
    }

    /** A GET of a tenant's API, signed in its query. */
    static Response invokePresigned(AccessKey key, String uri, Duration validity) {
        return invokePresigned(identity(key), uri, validity);
    }

    /** The same by credentials of another kind. */
    static Response invokePresigned(AwsCredentialsIdentity identity, String uri, Duration validity) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(URI.create(uri))
                .build();
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(identity)
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AwsV4HttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, validity));
        return send(signed.request(), "");
    }

    private static SdkHttpRequest request(SdkHttpMethod method, String uri) {
        return SdkHttpRequest.builder()
                .method(method)
                .uri(URI.create(uri))
                .putHeader("Content-Type", "application/json")
                .build();
    }

    private static SdkHttpRequest sign(
            AwsCredentialsIdentity identity, String service, SdkHttpRequest request, String body) {
        return AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(identity)
                        .request(request)
                        .payload(() -> new StringInputStream(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"))
                .request();
    }

    private static Response send(SdkHttpRequest signed, String body) {
        var specification = given().urlEncodingEnabled(false);
        signed.headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Host")) {
                specification.header(name, values.getFirst());
            }
        });
        if (!body.isEmpty()) {
            specification.body(body.getBytes(StandardCharsets.UTF_8));
        }
        return specification.request(signed.method().name(), signed.getUri());
    }
}
