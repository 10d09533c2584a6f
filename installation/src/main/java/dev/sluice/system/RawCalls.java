package dev.sluice.system;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Calls of the management address that no SDK would write, signed by the AWS SDK's own signer: the platform API, and
 * inputs that a typed client cannot express.
 */
public final class RawCalls implements AutoCloseable {
    /** Written by the HTTP client itself. */
    private static final Set<String> OF_THE_CLIENT = Set.of("host", "content-length");

    private final String address;
    private final AwsCredentialsIdentity identity;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public RawCalls(Installation installation, AccessKey key) {
        this.address = installation.controlAddress();
        this.identity = AwsCredentialsIdentity.create(key.id(), key.secret());
    }

    /** The answer to a target and a body that are sent as they are. */
    public HttpResponse<String> call(String verb, String target, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        URI uri = URI.create(address + target);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .method(verb, bytes.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes));
        sign(verb, uri, bytes).headers().forEach((name, values) -> {
            if (!OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in a call of " + target, e);
        }
    }

    private SdkHttpRequest sign(String verb, URI uri, byte[] body) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(verb))
                .uri(uri)
                .putHeader("Content-Type", "application/json")
                .build();
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(identity)
                        .request(request)
                        .payload(() -> new ByteArrayInputStream(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "apigateway")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"));
        return signed.request();
    }

    @Override
    public void close() {
        http.close();
    }
}
