package dev.sluice.control.issuer.calls;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;

/**
 * The client for the issuer: no redirects, no proxy, bounded bodies, ten seconds for all of a call. Certificates and host names
 * are verified. Blocks the calling virtual thread.
 */
@Singleton
public class IssuerCalls {
    /** security-requirements 39: the largest key set; nothing else that issuers answer comes near. */
    private static final int MAX_BYTES = 150_000;

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECT_LIMIT)
            .build();

    /** Asks for a document; anything but a 200 counts as away. */
    public byte[] document(URI uri) {
        HttpRequest request = limited(HttpRequest.newBuilder(uri).header("Accept", "application/json"));
        try {
            Answer answer = send(request);
            if (answer.status() != 200) {
                throw new IssuerAway(uri + " answered with status " + answer.status());
            }
            return answer.body();
        } catch (IOException failure) {
            throw new IssuerAway(reason(request, failure));
        }
    }

    /** Posts a body; an answer that does not come back whole leaves open whether the issuer has acted. */
    public Answer post(URI uri, Map<String, String> headers, byte[] body) {
        var request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        HttpRequest whole = limited(request);
        try {
            return send(whole);
        } catch (ConnectException | HttpConnectTimeoutException | SSLHandshakeException unsent) {
            throw new IssuerAway(reason(whole, unsent));
        } catch (IOException failure) {
            throw IssuerAway.havingActed(reason(whole, failure));
        }
    }

    private static HttpRequest limited(HttpRequest.Builder request) {
        return request.timeout(LIMIT).build();
    }

    /** Never the request itself: its body holds codes and secrets. */
    private static String reason(HttpRequest request, IOException failure) {
        return request.uri().getAuthority() + ": " + failure;
    }

    private Answer send(HttpRequest request) throws IOException {
        try {
            HttpResponse<byte[]> response =
                    client.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
            return new Answer(response.statusCode(), response.body());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    @PreDestroy
    void close() {
        client.shutdownNow();
    }

    /** What came back. */
    @SuppressWarnings("ArrayRecordComponent") // read once, compared by nobody
    public record Answer(int status, byte[] body) {
        @Override
        public String toString() {
            return "Answer[status=" + status + ", body=hidden]";
        }
    }
}
