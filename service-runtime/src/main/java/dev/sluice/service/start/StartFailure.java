package dev.sluice.service.start;

import dev.sluice.contracts.keys.KeyFileRefused;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Why a service does not start, as one line that an operator can act on.
 *
 * @param service what the service is called in a sentence
 * @param settings what the names of its settings begin with
 */
record StartFailure(String service, String settings) {
    private static final Logger LOG = Logger.getLogger(StartFailure.class);
    private static final int MAX_CAUSES = 20;

    /** The sentence; a failure that nobody foresaw is logged whole before. */
    String sentence(Throwable failure) {
        for (Throwable cause : causes(failure)) {
            String known = known(cause);
            if (known != null) {
                return known.lines().map(String::strip).collect(Collectors.joining(" "));
            }
        }
        LOG.errorf(failure, "The %s cannot start", service);
        return "The " + service + " cannot start: " + causes(failure).getLast();
    }

    private @Nullable String known(Throwable cause) {
        return switch (cause) {
            case KeyFileRefused refused -> refused.getMessage();
            case QuarkusBindException taken ->
                "The %s cannot listen on %s:%d: the address is in use or not ours; end what uses it, or set %s.host and %s.port."
                        .formatted(service, taken.getHost(), taken.getPort(), settings, settings);
            case ConfigValidationException invalid -> "A setting is missing or cannot be read: " + problems(invalid);
            case ConfigurationException invalid -> "A setting cannot be used: " + invalid.getMessage();
            case SQLException failed -> database(failed);
            default -> null;
        };
    }

    private static String problems(ConfigValidationException invalid) {
        return IntStream.range(0, invalid.getProblemCount())
                .mapToObj(number -> String.valueOf(invalid.getProblem(number).getMessage())
                        .replaceFirst("^([\\w.]+: )?SRCFG\\d+: ", ""))
                .collect(Collectors.joining("; "));
    }

    /** Classes of SQLSTATE: 08 is the connection, 28 the sign-in, 3D the database's name. */
    private static @Nullable String database(SQLException failed) {
        String state = String.valueOf(failed.getSQLState());
        return switch (state.substring(0, Math.min(2, state.length())).toUpperCase(Locale.ROOT)) {
            case "08" -> "The database cannot be reached; see sluice.database.url: " + failed.getMessage();
            case "28" ->
                "The database refuses the sign-in; see sluice.database.*.username and .password-file: "
                        + failed.getMessage();
            case "3D" -> "The database does not exist; see sluice.database.url: " + failed.getMessage();
            default -> null;
        };
    }

    private static List<Throwable> causes(Throwable failure) {
        var causes = new ArrayList<Throwable>();
        for (Throwable cause = failure; cause != null && causes.size() < MAX_CAUSES; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }
}
