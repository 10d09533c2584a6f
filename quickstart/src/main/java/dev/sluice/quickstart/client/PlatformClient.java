package dev.sluice.quickstart.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.quickstart.client.CredentialsFile.AccessKey;
import dev.sluice.quickstart.settings.StartFailed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Calls of the platform API, for which the AWS SDK has no client: JSON in, JSON out, signed like any other call. */
public final class PlatformClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final URI management;
    private final String region;

    public PlatformClient(URI management, String region) {
        this.management = management;
        this.region = region;
    }

    /** Sends a call and reads its answer; every status but 2xx is a failure that names it. */
    public JsonNode call(AccessKey key, SdkHttpMethod method, String path, String body) throws IOException {
        var request = SdkHttpFullRequest.builder()
                .method(method)
                .uri(management.resolve(path))
                .putHeader("content-type", "application/json")
                .build();
        ContentStreamProvider payload = () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
        var signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(AwsCredentialsIdentity.create(key.id(), key.secret()))
                        .request(request)
                        .payload(payload)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "apigateway")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        // The JDK's connection makes a POST of every GET that is given a body, even an empty one.
        return send(signed.request(), body.isEmpty() ? null : payload);
    }

    private JsonNode send(SdkHttpRequest request, @Nullable ContentStreamProvider payload) throws IOException {
        var execute = HttpExecuteRequest.builder().request(request).contentStreamProvider(payload);
        var answer = http.prepareRequest(execute.build()).call();
        var text = answer.responseBody().isPresent()
                ? new String(answer.responseBody().get().readAllBytes(), StandardCharsets.UTF_8)
                : "";
        if (!answer.httpResponse().isSuccessful()) {
            throw new StartFailed("%s %s was answered with %d: %s"
                    .formatted(
                            request.method(),
                            request.encodedPath(),
                            answer.httpResponse().statusCode(),
                            text));
        }
        return JSON.readTree(text.isEmpty() ? "{}" : text);
    }

    @Override
    public void close() {
        http.close();
    }
}
