package dev.sluice.control.nodes.calls;

import dev.sluice.contracts.calls.CallSigner;
import dev.sluice.contracts.calls.SignedCall;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.control.nodes.Node;
import dev.sluice.control.outbox.CellKeySettings;
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
import java.time.Instant;

/** Internal calls to nodes and to the authorizer service, signed under the cell key (design 5). Blocks the calling virtual thread. */
@Singleton
public class NodeCalls {
    private static final int OK = 200;
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECT_LIMIT)
            .build();
    private final CallSigner signer;

    NodeCalls(CellKeySettings cell) {
        signer = new CallSigner(KeyFile.read(cell.file()));
    }

    /**
     * Posts to a node.
     *
     * @param limit from the call to the end of the answer
     * @param mostBytes of an answer; a longer one counts as broken off
     */
    public NodeReply post(Node node, String path, byte[] body, Duration limit, long mostBytes) {
        return post(node.heartbeat().internalAddress(), path, body, limit, mostBytes);
    }

    /**
     * Posts to a process that is not a node.
     *
     * @param address host and port, from the operator's settings
     */
    public NodeReply post(String address, String path, byte[] body, Duration limit, long mostBytes) {
        SignedCall signed = signer.sign("POST", path, body, Instant.now());
        try {
            var request = HttpRequest.newBuilder(URI.create("http://" + address + path))
                    .header(SignedCall.HEADER, signed.header())
                    .timeout(limit)
                    .POST(BodyPublishers.ofByteArray(body))
                    .build();
            HttpResponse<byte[]> response =
                    client.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), mostBytes));
            return response.statusCode() == OK
                    ? new NodeReply.Answered(signed.nonce(), response.body())
                    : new NodeReply.Refused(response.statusCode());
        } catch (IllegalArgumentException | ConnectException | HttpConnectTimeoutException unreachable) {
            return new NodeReply.Unreachable(unreachable.toString());
        } catch (IOException brokenOff) {
            return new NodeReply.Silent(brokenOff.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new NodeReply.Silent(interrupted.toString());
        }
    }

    @PreDestroy
    void close() {
        client.shutdownNow();
    }
}
