package dev.sluice.data.integration.aws;

import dev.sluice.aws.signature.Header;
import dev.sluice.aws.signature.SignatureSigner;
import dev.sluice.aws.signature.SignedRequest;
import dev.sluice.data.integration.aws.AwsTarget.Resolved;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.OriginRequest;
import dev.sluice.data.pipeline.WholeBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Makes the signed requests that go to services and functions. Pure functions but for the clock of signers. */
public final class AwsRequests {
    /** What a signature brings along itself: with a second line of such a name no service would accept it. */
    private static final Set<String> OF_SIGNERS = Set.of("authorization", "x-amz-date", "x-amz-security-token");

    private AwsRequests() {}

    /**
     * What is to be sent, but for where and by whom.
     *
     * @param target path and query as they go on the wire
     * @param headers fields to send, without a Host
     */
    public record Draft(String verb, String target, Headers headers, int timeoutMillis) {}

    /** Whether the target can stand in a request line; a mapped value may have put anything there. */
    public static boolean isSendable(String target) {
        if (target.isEmpty() || target.charAt(0) != '/') {
            return false;
        }
        for (int index = 0; index < target.length(); index++) {
            if (target.charAt(index) <= ' ' || target.charAt(index) >= 0x7F) {
                return false;
            }
        }
        return true;
    }

    /** The request for a server, signed over the whole body when it has a signer. Costs time by the body's length. */
    public static OriginRequest sign(Resolved.Server server, Draft draft, byte[] body) {
        Headers headers = new Headers(draft.headers().size() + 6)
                .add("Host", server.endpoint().header());
        for (int index = 0; index < draft.headers().size(); index++) {
            headers.add(draft.headers().name(index), draft.headers().value(index));
        }
        SignatureSigner signer = server.signer();
        return new OriginRequest(
                draft.verb(),
                server.endpoint().secure(),
                server.endpoint().host(),
                server.endpoint().port(),
                draft.target(),
                signer == null ? headers : signed(signer, draft, headers, body),
                body.length == 0 ? Body.EMPTY : new WholeBody(body),
                draft.timeoutMillis(),
                false,
                0);
    }

    private static Headers signed(SignatureSigner signer, Draft draft, Headers headers, byte[] body) {
        List<Header> fields = new ArrayList<>(headers.size());
        for (int index = 0; index < headers.size(); index++) {
            if (!OF_SIGNERS.contains(headers.name(index).toLowerCase(Locale.ROOT))) {
                fields.add(new Header(headers.name(index), headers.value(index)));
            }
        }
        SignedRequest signed = signer.sign(SignedRequest.of(draft.verb(), draft.target(), fields, body));
        Headers out = new Headers(signed.headers().size());
        for (Header field : signed.headers()) {
            out.add(field.name(), field.value());
        }
        return out;
    }
}
