package dev.sluice.data.telemetry;

/** Calls and the bytes of their bodies. Confined to one thread at a time. */
final class CallCount {
    private long calls;
    private long requestBytes;
    private long responseBytes;

    void add(long moreCalls, long moreRequestBytes, long moreResponseBytes) {
        calls += moreCalls;
        requestBytes += moreRequestBytes;
        responseBytes += moreResponseBytes;
    }

    void add(CallCount more) {
        add(more.calls, more.requestBytes, more.responseBytes);
    }

    long calls() {
        return calls;
    }

    long requestBytes() {
        return requestBytes;
    }

    long responseBytes() {
        return responseBytes;
    }
}
