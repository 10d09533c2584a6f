package dev.sluice.data.access.signature;

import dev.sluice.aws.signature.Examination;
import dev.sluice.aws.signature.Header;
import dev.sluice.aws.signature.SignatureVerifier;
import dev.sluice.aws.signature.SignedRequest;
import dev.sluice.data.callers.AccessKey;
import dev.sluice.data.callers.AccessKeys;
import dev.sluice.data.callers.FoundKey;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.Request;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The signatures of calls to APIs of a node, by the access keys that it knows. One per node; any thread. */
public final class CallSignatures {
    private static final String SERVICE = "execute-api";

    private final SignatureVerifier verifier;
    private final AccessKeys keys;

    public CallSignatures(AccessKeys keys, String region) {
        this.verifier = new SignatureVerifier(region, List.of(SERVICE), Clock.systemUTC()).allowingUnsignedPayload();
        this.keys = keys;
    }

    /** The question who signed a request. */
    Inquiry ask() {
        return new Inquiry();
    }

    /** One verification, with the one key that it looks up. Confined to the exchange's loop. */
    final class Inquiry {
        private @Nullable FoundKey found;

        private Inquiry() {}

        /** What can be said of a request before its body has come. */
        Examination examine(Request request) {
            return verifier.examine(received(request), (id, token) -> {
                found = keys.find(id, token);
                return found == null ? null : found.secret();
            });
        }

        /** The key of a signature that turned out to be genuine; null when it was taken back meanwhile. */
        @Nullable
        AccessKey key() {
            FoundKey key = found;
            return key == null ? null : keys.current(key);
        }
    }

    /** The request as it came over the wire, its body aside. */
    private static SignedRequest received(Request request) {
        Headers dropped = request.dropped();
        List<Header> headers = new ArrayList<>(request.headers().size() + (dropped == null ? 0 : dropped.size()));
        add(request.headers(), headers);
        if (dropped != null) {
            add(dropped, headers);
        }
        String query = request.query();
        String target = query.isEmpty() ? request.sentPath() : request.sentPath() + "?" + query;
        return new SignedRequest(request.sentVerb(), target, headers, "");
    }

    private static void add(Headers from, List<Header> to) {
        for (int index = 0; index < from.size(); index++) {
            to.add(new Header(from.name(index), from.value(index)));
        }
    }
}
