package dev.sluice.control.propagation.rest;

import dev.sluice.control.outbox.PublishedStages;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.propagation.Propagations;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response.Status.Family;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Holds back the answer of a call that published stages until every node serves them, when the call asks for it with
 * {@code x-sluice-wait: seconds}. After the time the answer is the same, with {@code x-sluice-propagation: incomplete}.
 * Runs after the call's transaction, on its thread.
 */
@Provider
public class PropagationWait implements ContainerRequestFilter, ContainerResponseFilter {
    private static final String WAIT = "x-sluice-wait";
    private static final String PROPAGATION = "x-sluice-propagation";
    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");

    private final PublishedStages published;
    private final Propagations propagations;

    PropagationWait(PublishedStages published, Propagations propagations) {
        this.published = published;
        this.propagations = propagations;
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
        String seconds = request.getHeaderString(WAIT);
        boolean succeeded = response.getStatusInfo().getFamily() == Family.SUCCESSFUL;
        if (seconds != null && succeeded && !await(Duration.ofSeconds(Long.parseLong(seconds)))) {
            response.getHeaders().putSingle(PROPAGATION, "incomplete");
        }
    }

    private boolean await(Duration asked) {
        try {
            return propagations.awaitAll(published.revisions(), asked);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
