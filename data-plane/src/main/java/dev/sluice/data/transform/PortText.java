package dev.sluice.data.transform;

/** The text of a port number, which is nearly always the last one again. A lost race costs one more text. */
final class PortText {
    private volatile Known known = new Known(80, "80");

    private record Known(int port, String text) {}

    String of(int port) {
        Known last = known;
        if (last.port() != port) {
            last = new Known(port, Integer.toString(port));
            known = last;
        }
        return last.text();
    }
}
