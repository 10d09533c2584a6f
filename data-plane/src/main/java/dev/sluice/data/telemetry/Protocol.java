package dev.sluice.data.telemetry;

/** The version of HTTP that a client spoke. What tenants see of it is always HTTP/1.1 or 1.0 (rest-api-runtime 8.1). */
public enum Protocol {
    HTTP_1_0("HTTP/1.0", 0),
    HTTP_1_1("HTTP/1.1", 1),
    HTTP_2("HTTP/2", 2);

    private final String text;
    private final int counter;

    Protocol(String text, int counter) {
        this.text = text;
        this.counter = counter;
    }

    /** Its counter among those of all versions. */
    int counter() {
        return counter;
    }

    /** As the node's own log and metrics name it. */
    public String text() {
        return text;
    }
}
