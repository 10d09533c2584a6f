package dev.sluice.control.platform.signature;

import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemAnswer;
import dev.sluice.control.platform.errors.ProblemMapper;
import dev.sluice.control.platform.errors.QueryProtocol;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Answers what the door refuses, in the protocol that the caller speaks. Runs on the event loop. */
@Singleton
public class DoorAnswer {
    /** The header that names a call. */
    public static final String REQUEST_ID = "x-amzn-RequestId";

    private final ProblemMapper problems;

    DoorAnswer(ProblemMapper problems) {
        this.problems = problems;
    }

    /** Answers with a problem, unless the answer has ended. */
    public void refuse(RoutingContext context, String requestId, Problem problem) {
        ProblemAnswer answer = problems.answer(problem);
        var response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status()).putHeader(ProblemAnswer.ERROR_TYPE_HEADER, answer.errorType());
        if (answer.retryAfter() != null) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(answer.retryAfterSeconds()));
        }
        if (speaksQuery(context)) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, QueryProtocol.CONTENT_TYPE)
                    .end(QueryProtocol.error(answer, problem, requestId));
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(new JsonObject().put("message", answer.message()).encode());
        }
    }

    private static boolean speaksQuery(RoutingContext context) {
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        return Target.path(context.request().uri()).equals("/")
                && type != null
                && type.startsWith("application/x-www-form-urlencoded");
    }
}
