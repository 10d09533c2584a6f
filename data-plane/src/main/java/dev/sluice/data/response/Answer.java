package dev.sluice.data.response;

import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.Reply;
import dev.sluice.data.pipeline.WholeBody;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An answer of the gateway's own making, its bytes ready. Immutable; shared by all loops. */
public final class Answer {
    private static final String JSON = "application/json";

    private final int status;
    private final String contentType;
    private final @Nullable String errorType;
    private final String extraName;
    private final String extraValue;
    private final byte[] body;

    private Answer(int status, String contentType, @Nullable String errorType, String[] extra, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.errorType = errorType;
        this.extraName = extra[0];
        this.extraValue = extra[1];
        this.body = body;
    }

    private static final String[] NO_EXTRA = {"", ""};

    /** {@code {"message":"..."}} without a space: errors raised before execution starts (rest-api-runtime 10.2). */
    static Answer compact(int status, String errorType, String message) {
        return json(status, errorType, "{\"message\":" + JsonText.quote(message) + "}");
    }

    /** {@code {"message": "..."}} with a space: errors raised from validation onward (rest-api-runtime 10.2). */
    static Answer spaced(int status, String errorType, String message) {
        return json(status, errorType, "{\"message\": " + JsonText.quote(message) + "}");
    }

    static Answer text(int status, @Nullable String errorType, String text) {
        return new Answer(status, "text/plain", errorType, NO_EXTRA, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer json(int status, String errorType, String json) {
        return new Answer(status, JSON, errorType, NO_EXTRA, json.getBytes(StandardCharsets.UTF_8));
    }

    /** The same answer with one more header. */
    Answer with(String name, String value) {
        return new Answer(status, contentType, errorType, new String[] {name, value}, body);
    }

    public int status() {
        return status;
    }

    /** The headers that belong to this answer alone; the edge adds those that every reply has. */
    public Headers headers() {
        Headers headers = new Headers(4).add("Content-Type", contentType);
        if (errorType != null) {
            headers.add("x-amzn-ErrorType", errorType);
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
        reply.status(status);
        reply.headers(headers());
        reply.body(new WholeBody(body));
    }
}
