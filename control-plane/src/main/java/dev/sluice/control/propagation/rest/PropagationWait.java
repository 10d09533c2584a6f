package dev.sluice.control.propagation.rest;

import dev.sluice.control.outbox.PublishedStages;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.propagation.Waits;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response.Status.Family;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Holds back the answer of a call that published stages until every node serves them, when the call asks for it with
 * {@code x-sluice-wait: seconds} or the tenant's setting does. After the time the answer is the same, with {@code x-sluice-propagation: incomplete}.
 * Runs after the call's transaction, on its thread.
 */
@Provider
public class PropagationWait implements ContainerRequestFilter, ContainerResponseFilter {
    private static final Logger LOG = Logger.getLogger(PropagationWait.class);
    private static final String WAIT = "x-sluice-wait";
    private static final String PROPAGATION = "x-sluice-propagation";
    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");

    private final PublishedStages published;
    private final Waits waits;

    PropagationWait(PublishedStages published, Waits waits) {
        this.published = published;
        this.waits = waits;
    }

    /** Refuses a wait that is no number before anything is changed. */
    @Override
    public void filter(ContainerRequestContext request) {
        String seconds = request.getHeaderString(WAIT);
        if (seconds != null && !SECONDS.matcher(seconds).matches()) {
            throw ProblemException.badRequest("Invalid x-sluice-wait specified, must be a number of seconds");
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        boolean succeeded = response.getStatusInfo().getFamily() == Family.SUCCESSFUL;
        if (succeeded && !await(request.getHeaderString(WAIT))) {
            response.getHeaders().putSingle(PROPAGATION, "incomplete");
        }
    }

    private boolean await(@Nullable String seconds) {
        try {
            return waits.await(
                    published.revisions(),
                    Optional.ofNullable(seconds).map(Long::valueOf).map(Duration::ofSeconds));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } catch (RuntimeException failed) {
            // The change is committed: a database that is away now does not make the call fail.
            LOG.warnf("The nodes' answers could not be awaited failure=%s", failed);
            return false;
        }
    }
}
