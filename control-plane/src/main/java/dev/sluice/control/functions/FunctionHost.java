package dev.sluice.control.functions;

import dev.sluice.contracts.functions.FunctionAnswer;
import dev.sluice.contracts.functions.FunctionAnswer.Refused;
import dev.sluice.contracts.functions.FunctionAnswer.Result;
import dev.sluice.contracts.functions.FunctionCommand;
import dev.sluice.contracts.functions.FunctionRequest;
import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.contracts.records.NodeMessages;
import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.control.nodes.calls.NodeCalls;
import dev.sluice.control.nodes.calls.NodeReply;
import dev.sluice.control.outbox.CellKeySettings;
import dev.sluice.control.platform.calls.CurrentCall;
import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.TenantId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Asks the authorizer service, which keeps tenants' functions, by internal calls: a few at a time, since each may hold a connection
 * of the database. Blocks the calling virtual thread.
 */
@Singleton
public class FunctionHost {
    private static final Logger LOG = Logger.getLogger(FunctionHost.class);
    private static final int MOST_AT_ONCE = 4;

    /** Loading or testing a function may take its whole time, and the wait for its turn. */
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final NodeCalls calls;
    private final NodeMessages messages;
    private final AuthorizerSettings settings;
    private final CurrentCall current;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    FunctionHost(NodeCalls calls, CellKeySettings cell, AuthorizerSettings settings, CurrentCall current) {
        this.calls = calls;
        this.messages = new NodeMessages(new Envelope(KeyFile.read(cell.file())), FunctionRequest.MAX_SEALED_BYTES);
        this.settings = settings;
        this.current = current;
    }

    /** Has a command done for the caller's tenant; refuses what the service refuses. */
    public <T extends Result> T ask(FunctionCommand command, Class<T> type) {
        if (!places.tryAcquire()) {
            throw new ProblemException(new Problem.TooManyRequests(
                    "Too many functions are worked on at once. Please try again later.", PAUSE));
        }
        try {
            return result(send(current.get().principal().tenant(), command), type);
        } finally {
            places.release();
        }
    }

    private Result send(TenantId tenant, FunctionCommand command) {
        byte[] body = sealed(new FunctionRequest(FunctionRequest.FORMAT_VERSION, tenant.value(), command));
        NodeReply reply =
                calls.post(settings.address(), FunctionRequest.PATH, body, LIMIT, FunctionRequest.MAX_SEALED_BYTES);
        return switch (reply) {
            case NodeReply.Answered(String nonce, byte[] answer) -> opened(nonce, answer);
            case NodeReply.Refused(int status) -> throw away("status " + status);
            case NodeReply.Unreachable(String reason) -> throw away(reason);
            case NodeReply.Silent(String reason) -> throw away(reason);
        };
    }

    private byte[] sealed(FunctionRequest request) {
        try {
            return messages.write(FunctionRequest.PLACE, "request", request);
        } catch (IllegalArgumentException _) {
            throw ProblemException.badRequest("The request is too large");
        }
    }

    private Result opened(String nonce, byte[] answer) {
        try {
            return messages.read(FunctionRequest.PLACE, nonce, answer, FunctionAnswer.class)
                    .result();
        } catch (RecordRefused refused) {
            throw away(String.valueOf(refused.getMessage()));
        }
    }

    private static <T extends Result> T result(Result result, Class<T> type) {
        if (result instanceof Refused(var reason, String message)) {
            throw switch (reason) {
                case BAD_REQUEST -> ProblemException.badRequest(message);
                case NOT_FOUND -> ProblemException.notFound(message);
                case CONFLICT -> ProblemException.conflict(message);
                case LIMIT -> ProblemException.limitExceeded(message);
                case BUSY -> new ProblemException(new Problem.ServiceUnavailable(message, PAUSE));
            };
        }
        return type.cast(result);
    }

    private static ProblemException away(String reason) {
        LOG.warnf("The authorizer service does not answer. failure=%s", reason);
        return new ProblemException(new Problem.ServiceUnavailable(
                "The service for functions is not available. Please try again later.", PAUSE));
    }
}
