package dev.sluice.control.sts;

import dev.sluice.control.platform.audit.AuditedTransaction;
import dev.sluice.control.platform.calls.Call;
import dev.sluice.control.platform.calls.CurrentCall;
import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.errors.ProblemMapper;
import dev.sluice.control.platform.errors.QueryProtocol;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.roles.Assumption;
import dev.sluice.control.roles.RoleAssumptions;
import dev.sluice.control.roles.UserSessions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * The security token service in AWS's query protocol. Whoever has a valid key may ask who it is, and a user for temporary
 * credentials; who may assume a role is for its trust policy and the caller's own policies to say.
 */
@Path("/")
@RunOnVirtualThread
public class StsOperations {
    private static final String VERSION = "2011-06-15";

    private final CurrentCall current;
    private final ProblemMapper problems;
    private final AuditedTransaction transaction;
    private final RoleAssumptions assumptions;
    private final UserSessions userSessions;

    StsOperations(
            CurrentCall current,
            ProblemMapper problems,
            AuditedTransaction transaction,
            RoleAssumptions assumptions,
            UserSessions userSessions) {
        this.current = current;
        this.transaction = transaction;
        this.assumptions = assumptions;
        this.userSessions = userSessions;
        this.problems = problems;
    }

    @POST
    @Produces(QueryProtocol.CONTENT_TYPE)
    @Permission(value = Permission.ANY_CALLER, beginsTransactions = true)
    public String answer(byte[] body) {
        Map<String, String> parameters = parameters(body);
        String action = parameters.getOrDefault("Action", "");
        if (!VERSION.equals(parameters.getOrDefault("Version", VERSION))) {
            throw unknown(action, parameters.getOrDefault("Version", ""));
        }
        return switch (action) {
            case "GetCallerIdentity" -> identity(current.get());
            case "AssumeRole" -> assumedRole(current.get(), parameters);
            case "GetSessionToken" -> sessionToken(current.get(), parameters);
            case "AssumeRoleWithSAML",
                    "AssumeRoleWithWebIdentity",
                    "GetFederationToken",
                    "GetAccessKeyInfo",
                    "DecodeAuthorizationMessage" -> throw ProblemException.notImplemented(action, "sts");
            default -> throw unknown(action, VERSION);
        };
    }

    @ServerExceptionMapper
    public Response refuse(ProblemException refused) {
        Problem problem = refused.problem();
        var answer = problems.answer(problem);
        return Response.status(answer.status())
                .type(QueryProtocol.CONTENT_TYPE)
                .header("x-amzn-ErrorType", answer.errorType())
                .entity(QueryProtocol.error(answer, problem, current.get().requestId()))
                .build();
    }

    private String identity(Call call) {
        return transaction.call(call.principal().tenant(), "getCallerIdentity", () -> StsXml.callerIdentity(call));
    }

    private String assumedRole(Call call, Map<String, String> parameters) {
        Assumption asked = AssumeRoleInput.read(parameters);
        return StsXml.assumedRole(assumptions.assume(call.principal(), asked), call);
    }

    private String sessionToken(Call call, Map<String, String> parameters) {
        return StsXml.sessionToken(userSessions.begin(call.principal(), StsInput.sessionDuration(parameters)), call);
    }

    private static ProblemException unknown(String action, String version) {
        return new ProblemException(
                new Problem.UnknownOperation("Could not find operation " + action + " for version " + version));
    }

    private static Map<String, String> parameters(byte[] body) {
        var parameters = new HashMap<String, String>();
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.putIfAbsent(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw ProblemException.badRequest("The request body is not form-encoded");
        }
    }
}
