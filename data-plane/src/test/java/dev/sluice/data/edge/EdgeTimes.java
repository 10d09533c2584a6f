package dev.sluice.data.edge;

import java.time.Duration;
import java.util.function.UnaryOperator;

/** Limits of which the times that a test is about are short, while the others are longer than any pause of a machine. */
record EdgeTimes(Duration head, Duration bodyGrace, int bodyBytesPerSecond, Duration writeStall, Duration idle)
        implements UnaryOperator<EdgeLimits> {
    private static final Duration LONG = Duration.ofSeconds(60);

    static final EdgeTimes LONG_ONES =
            new EdgeTimes(LONG, LONG, EdgeLimits.defaults().bodyBytesPerSecond(), LONG, LONG);

    EdgeTimes head(Duration time) {
        return new EdgeTimes(time, bodyGrace, bodyBytesPerSecond, writeStall, idle);
    }

    EdgeTimes body(Duration grace, int bytesPerSecond) {
        return new EdgeTimes(head, grace, bytesPerSecond, writeStall, idle);
    }

    EdgeTimes writeStall(Duration time) {
        return new EdgeTimes(head, bodyGrace, bodyBytesPerSecond, time, idle);
    }

    EdgeTimes idle(Duration time) {
        return new EdgeTimes(head, bodyGrace, bodyBytesPerSecond, writeStall, time);
    }

    @Override
    public EdgeLimits apply(EdgeLimits usual) {
        return new EdgeLimits(
                usual.targetBytes(),
                usual.headerLines(),
                usual.headerValueBytes(),
                usual.bodyBytes(),
                head,
                bodyGrace,
                bodyBytesPerSecond,
                writeStall,
                idle,
                usual.requestsPerConnection());
    }
}
