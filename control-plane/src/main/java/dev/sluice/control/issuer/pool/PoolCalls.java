package dev.sluice.control.issuer.pool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.aws.signature.AccessSecret;
import dev.sluice.aws.signature.Header;
import dev.sluice.aws.signature.SignatureSigner;
import dev.sluice.aws.signature.SignedRequest;
import dev.sluice.contracts.calls.PeerCredential;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.control.functions.AuthorizerSettings;
import dev.sluice.control.issuer.calls.IssuerAway;
import dev.sluice.control.issuer.calls.IssuerCalls;
import dev.sluice.control.outbox.CellKeySettings;
import dev.sluice.control.platform.ids.Installation;
import dev.sluice.control.platform.ids.TenantId;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Calls the user pool protocol of the authorizer service for the operator's account, signed under the credential that the cell
 * key gives for it. Blocks the calling virtual thread.
 */
@Singleton
class PoolCalls {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String TARGET = "AWSCognitoIdentityProviderService.";

    private final IssuerCalls calls;
    private final String authority;
    private final SignatureSigner signer;

    PoolCalls(IssuerCalls calls, AuthorizerSettings settings, CellKeySettings cell, Installation installation) {
        this.calls = calls;
        // A default port stands in no Host.
        this.authority = settings.address().replaceFirst(":80$", "");
        var credential = PeerCredential.of(KeyFile.read(cell.file()), TenantId.OPERATOR.value());
        this.signer = new SignatureSigner(
                credential.id(),
                AccessSecret.permanent(credential.secret()),
                installation.region(),
                "cognito-idp",
                Clock.systemUTC());
    }

    /** An empty input. */
    static ObjectNode input() {
        return JSON.createObjectNode();
    }

    /** Calls an operation; refused by {@link PoolRefused} or, when the service cannot answer, by {@link IssuerAway}. */
    JsonNode call(String operation, ObjectNode input) {
        byte[] body = input.toString().getBytes(StandardCharsets.UTF_8);
        var headers = List.of(
                new Header("Host", authority),
                new Header("Content-Type", "application/x-amz-json-1.1"),
                new Header("X-Amz-Target", TARGET + operation));
        var signed = signer.sign(SignedRequest.of("POST", "/", headers, body));
        var sent = signed.headers().stream()
                .filter(header -> !header.name().equals("Host"))
                .collect(Collectors.toMap(Header::name, Header::value));
        IssuerCalls.Answer answer = calls.post(URI.create("http://" + authority + "/"), sent, body);
        JsonNode read = read(operation, answer.body());
        if (answer.status() == 200) {
            return read;
        }
        if (answer.status() >= 500) {
            throw new IssuerAway(operation + " was answered with status " + answer.status());
        }
        throw new PoolRefused(read.path("__type").asText(), read.path("message").asText());
    }

    private static JsonNode read(String operation, byte[] body) {
        try {
            JsonNode read = JSON.readTree(body);
            if (read.isObject()) {
                return read;
            }
        } catch (IOException _) {
            // The parser's text may quote a secret.
        }
        throw new IssuerAway(operation + " was answered without a JSON object");
    }
}
