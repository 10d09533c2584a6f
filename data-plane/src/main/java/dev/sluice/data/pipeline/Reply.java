package dev.sluice.data.pipeline;

/** What goes back to the client; filled in by steps, written by the edge once. Confined to the exchange's loop. */
public final class Reply {
    private int status = 200;
    private Headers headers = new Headers(12);
    private Body body = Body.EMPTY;

    public int status() {
        return status;
    }

    public Headers headers() {
        return headers;
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
