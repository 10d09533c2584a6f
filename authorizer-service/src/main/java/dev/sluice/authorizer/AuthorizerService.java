package dev.sluice.authorizer;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.util.ExceptionUtil;
import io.smallrye.config.ConfigValidationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs the service until it is asked to stop. What keeps it from starting is one sentence and exit code 1. */
@QuarkusMain
public final class AuthorizerService {
    private static final Logger LOG = Logger.getLogger(AuthorizerService.class);

    private AuthorizerService() {}

    /** The process. */
    public static void main(String... arguments) {
        Quarkus.run(null, AuthorizerService::exit, arguments);
    }

    private static void exit(int code, @Nullable Throwable failure) {
        if (failure != null) {
            System.err.println(sentence(ExceptionUtil.getRootCause(failure)));
        }
        System.exit(failure == null ? code : 1);
    }

    private static String sentence(Throwable failure) {
        return switch (failure) {
            case QuarkusBindException taken ->
                "The authorizer service cannot listen on " + taken.getHost() + ":" + taken.getPort()
                        + ": the address is in use or not ours; end what uses it, or set sluice.authorizer.host and"
                        + " sluice.authorizer.port.";
            case ConfigValidationException invalid ->
                "A setting is missing or cannot be read: "
                        + IntStream.range(0, invalid.getProblemCount())
                                .mapToObj(number -> String.valueOf(
                                                invalid.getProblem(number).getMessage())
                                        .replaceFirst("^([\\w.]+: )?SRCFG\\d+: ", ""))
                                .collect(Collectors.joining("; "));
            default -> {
                LOG.error("The authorizer service cannot start", failure);
                yield "The authorizer service cannot start: " + failure;
            }
        };
    }
}
