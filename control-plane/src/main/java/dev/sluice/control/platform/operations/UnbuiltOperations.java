package dev.sluice.control.platform.operations;

import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.Problem.Unauthenticated.Reason;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.errors.ProblemMapper;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Answers what no JAX-RS operation answers: a listed operation is not built yet (501); for anything else AWS says that
 * a token is missing (403), whoever asks.
 */
@Singleton
public class UnbuiltOperations {
    private final OperationList list;
    private final ProblemMapper problems;

    UnbuiltOperations(OperationList list, ProblemMapper problems) {
        this.list = list;
        this.problems = problems;
    }

    @ServerExceptionMapper({NotFoundException.class, NotAllowedException.class})
    public Response refuse(WebApplicationException unanswered, RoutingContext context) {
        var request = context.request();
        String query = Objects.requireNonNullElse(request.query(), "");
        Problem problem = list.find(request.method().name(), context.normalizedPath(), query)
                .<Problem>map(listed -> new Problem.NotImplemented(listed.name(), listed.kind()))
                .orElseGet(() -> new Problem.Unauthenticated(Reason.MISSING_TOKEN, "Missing Authentication Token"));
        return problems.of(new ProblemException(problem));
    }
}
