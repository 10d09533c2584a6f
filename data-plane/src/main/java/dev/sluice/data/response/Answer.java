package dev.sluice.data.response;

import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.Reply;
import dev.sluice.data.pipeline.WholeBody;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An answer of the gateway's own making, its bytes ready. Immutable; shared by all loops. */
public final class Answer {
    private static final String JSON = "application/json";

    private final Says says;
    private final String contentType;
    private final String extraName;
    private final String extraValue;
    private final byte[] body;

    /**
     * What an answer says, apart from its bytes.
     *
     * @param type the type under which an owner may customise it; null when nobody may
     * @param message {@code $context.error.message}
     */
    private record Says(
            int status,
            @Nullable String errorType,
            @Nullable GatewayResponseType type,
            @Nullable String message) {}

    private Answer(Says says, String contentType, String extraName, String extraValue, byte[] body) {
        this.says = says;
        this.contentType = contentType;
        this.extraName = extraName;
        this.extraValue = extraValue;
        this.body = body;
    }

    /** {@code {"message":"..."}} without a space, which nobody customises (rest-api-runtime 18.1). */
    static Answer compact(int status, String errorType, String message) {
        return json(new Says(status, errorType, null, message), "message", false);
    }

    static Answer text(int status, String text) {
        return plain(new Says(status, null, null, text), text);
    }

    /** What a type says by default. */
    static Answer of(GatewayResponseType type) {
        return of(type, type.status(), type.message());
    }

    /** A type with a status and message of its cause. */
    static Answer of(GatewayResponseType type, int status, @Nullable String message) {
        return json(new Says(status, type.errorType(), type, message), type.member(), type.isSpaced());
    }

    /** A type under another error type, for a signature that is wrong in a way that has none (rest-api-runtime 3.2). */
    static Answer of(GatewayResponseType type, String errorType, String message) {
        return json(new Says(type.status(), errorType, type, message), "message", type.isSpaced());
    }

    /** A type whose default is plain text (rest-api-runtime 10.4). */
    static Answer plain(GatewayResponseType type, String text) {
        return plain(new Says(type.status(), type.errorType(), type, text), text);
    }

    private static Answer plain(Says says, String text) {
        return new Answer(says, "text/plain", "", "", text.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer json(Says says, String member, boolean spaced) {
        String json = "{\"" + member + (spaced ? "\": " : "\":") + JsonText.quoteOrNull(says.message()) + "}";
        return new Answer(says, JSON, "", "", json.getBytes(StandardCharsets.UTF_8));
    }

    /** The same answer with one more header. */
    Answer with(String name, String value) {
        return new Answer(says, contentType, name, value, body);
    }

    public int status() {
        return says.status();
    }

    /** The type under which an owner may customise it; null when nobody may. */
    @Nullable
    GatewayResponseType type() {
        return says.type();
    }

    @Nullable
    String message() {
        return says.message();
    }

    @Nullable
    String errorType() {
        return says.errorType();
    }

    /** The headers that belong to this answer alone; the edge adds those that every reply has. */
    public Headers headers() {
        Headers headers = new Headers(4).add("Content-Type", contentType);
        if (says.errorType() != null) {
            headers.add("x-amzn-ErrorType", says.errorType());
        }
        if (!extraName.isEmpty()) {
            headers.add(extraName, extraValue);
        }
        return headers;
    }

    /** The body; not to be changed. */
    public byte[] bytes() {
        return body;
    }

    /** Puts this answer in place of whatever the reply held; a body that was on its way is cancelled. */
    public void renderTo(Reply reply) {
        reply.body().cancel();
        reply.status(says.status());
        reply.headers(headers());
        reply.body(new WholeBody(body));
    }
}
