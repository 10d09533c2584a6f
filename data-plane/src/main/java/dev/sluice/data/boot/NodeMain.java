package dev.sluice.data.boot;

import dev.sluice.contracts.keys.KeyFileRefused;
import dev.sluice.data.boot.tls.TlsRefused;
import dev.sluice.data.sync.spool.SpoolRefused;
import dev.sluice.data.telemetry.WholeLines;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.ConfigValidationException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The process. What keeps the node from starting is one sentence and exit code 1. */
@QuarkusMain
public final class NodeMain {
    private static final Logger LOG = Logger.getLogger(NodeMain.class);

    /** How often loops give back what they keep of buffers that nobody asks for any more; Netty's own default is never. */
    private static final String TRIM_MILLIS = "io.netty.allocator.cacheTrimIntervalMillis";

    private NodeMain() {}

    /** The process. */
    public static void main(String... arguments) {
        shareOutput();
        if (System.getProperty(TRIM_MILLIS) == null) {
            System.setProperty(TRIM_MILLIS, "1000"); // before Netty is loaded
        }
        Quarkus.run(NodeRun.class, NodeMain::exit, arguments);
    }

    /** Before anything logs: what the process says goes out in whole lines, as the access log does. */
    private static void shareOutput() {
        System.setOut(new PrintStream(new WholeLines(StandardOutput.SHARED), true, StandardCharsets.UTF_8));
    }

    private static void exit(int code, @Nullable Throwable failure) {
        if (failure != null) {
            System.err.println(sentence(failure));
        }
        System.exit(failure == null ? code : 1);
    }

    private static String sentence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String known = known(cause);
            if (known != null) {
                return known.lines().map(String::strip).collect(Collectors.joining(" "));
            }
        }
        LOG.error("The node cannot start.", failure);
        return "The node cannot start: " + failure;
    }

    private static @Nullable String known(Throwable cause) {
        return switch (cause) {
            case NodeRefused refused -> refused.getMessage();
            case SpoolRefused refused -> refused.getMessage();
            case KeyFileRefused refused -> refused.getMessage();
            case TlsRefused refused -> refused.getMessage();
            case QuarkusBindException taken ->
                "The node cannot listen on " + taken.getHost() + ":" + taken.getPort()
                        + " for health and metrics: the address is in use or not ours; end what uses it, or set"
                        + " sluice.node.management.host and sluice.node.management.port.";
            case ConfigValidationException invalid ->
                "A setting is missing or cannot be read: "
                        + IntStream.range(0, invalid.getProblemCount())
                                .mapToObj(number -> String.valueOf(
                                                invalid.getProblem(number).getMessage())
                                        .replaceFirst("^([\\w.]+: )?SRCFG\\d+: ", ""))
                                .collect(Collectors.joining("; "));
            default -> null;
        };
    }
}
