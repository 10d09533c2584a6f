package dev.sluice.control.platform.errors;

import dev.sluice.control.platform.errors.Problem.Unauthenticated.Reason;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns a {@link Problem} into its AWS error answer (management-api 3). The only place that knows statuses and error
 * types; anything unforeseen is logged once here and answered as a fault of ours without detail.
 */
@Singleton
public final class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
    private static final int SERVER_FAULT = 500;

    /** For doors in front of JAX-RS; everything else throws a {@link ProblemException}. */
    public ProblemAnswer answer(Problem problem) {
        return switch (problem) {
            case Problem.BadRequest _ -> ProblemAnswer.of(400, "BadRequestException", problem);
            case Problem.Validation _ -> ProblemAnswer.of(400, "ValidationException", problem);
            case Problem.MalformedPolicyDocument _ -> ProblemAnswer.of(400, "MalformedPolicyDocument", problem);
            case Problem.Serialization _ -> ProblemAnswer.of(400, "SerializationException", problem);
            case Problem.NotFound _ -> ProblemAnswer.of(404, "NotFoundException", problem);
            case Problem.Conflict _ -> ProblemAnswer.of(409, "ConflictException", problem);
            case Problem.LimitExceeded(var _, var wait) ->
                ProblemAnswer.retryable(429, "LimitExceededException", problem, wait);
            case Problem.TooManyRequests(var _, var wait) ->
                ProblemAnswer.retryable(429, "TooManyRequestsException", problem, wait);
            case Problem.RequestTooLarge _ -> ProblemAnswer.of(413, "RequestEntityTooLargeException", problem);
            case Problem.AccessDenied _ -> ProblemAnswer.of(403, "AccessDeniedException", problem);
            case Problem.Unauthenticated(var reason, var _) -> ProblemAnswer.of(403, errorType(reason), problem);
            case Problem.UnknownOperation _ -> ProblemAnswer.of(404, "UnknownOperationException", problem);
            case Problem.NotImplemented _ -> ProblemAnswer.of(501, "NotImplementedException", problem);
            case Problem.ServiceUnavailable(var _, var wait) ->
                ProblemAnswer.retryable(503, "ServiceUnavailableException", problem, wait);
            case Problem.Internal _ -> ProblemAnswer.of(SERVER_FAULT, "InternalFailure", problem);
        };
    }

    @ServerExceptionMapper
    public Response of(ProblemException exception) {
        return response(exception.problem());
    }

    @ServerExceptionMapper
    public Response of(WebApplicationException exception) {
        if (exception.getResponse().getStatus() >= SERVER_FAULT) {
            return ofFault(exception);
        }
        return response(new Problem.BadRequest("The request could not be read"));
    }

    @ServerExceptionMapper(Throwable.class)
    public Response ofFault(Throwable fault) {
        LOG.error("call failed failure=internal", fault);
        return response(new Problem.Internal());
    }

    private Response response(Problem problem) {
        var answer = answer(problem);
        var response = Response.status(answer.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(ProblemAnswer.ERROR_TYPE_HEADER, answer.errorType())
                .entity(Map.of("message", answer.message()));
        if (answer.retryAfter() != null) {
            response.header(HttpHeaders.RETRY_AFTER, answer.retryAfterSeconds());
        }
        return response.build();
    }

    private static String errorType(Reason reason) {
        return switch (reason) {
            case MISSING_TOKEN -> "MissingAuthenticationTokenException";
            case INCOMPLETE_SIGNATURE -> "IncompleteSignatureException";
            case INVALID_SIGNATURE -> "InvalidSignatureException";
            case UNRECOGNIZED_CLIENT -> "UnrecognizedClientException";
            case EXPIRED_TOKEN -> "ExpiredTokenException";
        };
    }
}
