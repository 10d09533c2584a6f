package dev.sluice.quickstart.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.quickstart.client.CredentialsFile.AccessKey;
import dev.sluice.quickstart.settings.StartFailed;
import java.io.IOException;
import java.net.URI;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;

/** Calls of the platform API, for which the AWS SDK has no client: JSON in, JSON out, signed like any other call. */
public final class PlatformClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SignedHttp http;
    private final URI management;

    public PlatformClient(URI management, String region) {
        this.http = new SignedHttp("apigateway", region);
        this.management = management;
    }

    /** Sends a call and reads its answer; every status but 2xx is a failure that names it. */
    public JsonNode call(AccessKey key, SdkHttpMethod method, String path, String body) throws IOException {
        var request = SdkHttpFullRequest.builder()
                .method(method)
                .uri(management.resolve(path))
                .putHeader("content-type", "application/json")
                .build();
        var answer = http.call(key, request, body);
        if (!answer.isSuccess()) {
            throw new StartFailed("%s %s was answered with %d: %s"
                    .formatted(method, request.encodedPath(), answer.status(), answer.text()));
        }
        return JSON.readTree(answer.text().isEmpty() ? "{}" : answer.text());
    }

    @Override
    public void close() {
        http.close();
    }
}
