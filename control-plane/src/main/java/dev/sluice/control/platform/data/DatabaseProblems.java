package dev.sluice.control.platform.data;

import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What the caller reads when the database refuses: the caller's fault, a collision, or a pause; else a fault of ours. */
public final class DatabaseProblems {
    private static final Logger LOG = Logger.getLogger(DatabaseProblems.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private DatabaseProblems() {}

    /** The refusal that the failure stands for, or the failure itself. */
    public static RuntimeException translate(RuntimeException failure) {
        if (failure instanceof ProblemException) {
            return failure;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused) {
                LOG.debugf(refused, "database refused state=%s", refused.getSQLState());
                return problem(refused.getSQLState())
                        .<RuntimeException>map(ProblemException::new)
                        .orElse(failure);
            }
        }
        return failure;
    }

    private static Optional<Problem> problem(@Nullable String state) {
        return Optional.ofNullable(
                switch (state == null ? "" : state) {
                    // unique violation, a row that was named went meanwhile, serialization failure, deadlock,
                    // lock timeout
                    case "23505", "23503", "40001", "40P01", "55P03" ->
                        new Problem.Conflict(
                                "Unable to complete operation due to concurrent modification. Please try again later.");
                    // text that PostgreSQL cannot hold, such as U+0000; a number or text that is too large for its
                    // column or index
                    case "22021", "22P05", "22003", "22001", "54000" ->
                        new Problem.BadRequest("The request holds a value that cannot be stored");
                    // statement timeout, shutdown, connections: lost or none left; the pool's own refusals have no
                    // state
                    case "", "57014", "57P01", "57P02", "57P03", "08000", "08001", "08003", "08006", "53300" ->
                        new Problem.ServiceUnavailable("The service is not available. Please try again later.", PAUSE);
                    default -> null;
                });
    }
}
