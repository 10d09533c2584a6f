package dev.sluice.data.pipeline;

import org.jspecify.annotations.Nullable;

/** What goes back to the client; filled in by steps, written by the edge once. Confined to the exchange's loop. */
public final class Reply {
    private int status = 200;
    private @Nullable Headers headers;
    private Body body = Body.EMPTY;

    public int status() {
        return status;
    }

    /** Made when first asked for: most replies get the origin's instead. */
    public Headers headers() {
        Headers current = headers;
        if (current == null) {
            current = new Headers(12);
            headers = current;
        }
        return current;
    }

    public Body body() {
        return body;
    }

    public void status(int newStatus) {
        status = newStatus;
    }

    public void headers(Headers newHeaders) {
        headers = newHeaders;
    }

    public void body(Body newBody) {
        body = newBody;
    }
}
