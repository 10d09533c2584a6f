package dev.sluice.quickstart.client;

import dev.sluice.quickstart.client.CredentialsFile.AccessKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Sends calls with Signature V4. */
final class SignedHttp implements AutoCloseable {
    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final String service;
    private final String region;

    /** Signs for a service of AWS, by the name that signatures have for it. */
    SignedHttp(String service, String region) {
        this.service = service;
        this.region = region;
    }

    /** What came back; the text is empty when there was none. */
    record Answer(int status, String text) {
        boolean isSuccess() {
            return status / 100 == 2;
        }
    }

    Answer call(AccessKey key, SdkHttpFullRequest request, String body) throws IOException {
        ContentStreamProvider payload = () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
        var signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(AwsCredentialsIdentity.create(key.id(), key.secret()))
                        .request(request)
                        .payload(payload)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        // The JDK's connection makes a POST of every GET that is given a body, even an empty one.
        return send(signed.request(), body.isEmpty() ? null : payload);
    }

    private Answer send(SdkHttpRequest request, @Nullable ContentStreamProvider payload) throws IOException {
        var execute = HttpExecuteRequest.builder().request(request).contentStreamProvider(payload);
        var answer = http.prepareRequest(execute.build()).call();
        var text = answer.responseBody().isPresent()
                ? new String(answer.responseBody().get().readAllBytes(), StandardCharsets.UTF_8)
                : "";
        return new Answer(answer.httpResponse().statusCode(), text);
    }

    @Override
    public void close() {
        http.close();
    }
}
