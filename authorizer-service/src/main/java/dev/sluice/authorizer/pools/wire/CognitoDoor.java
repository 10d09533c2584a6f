package dev.sluice.authorizer.pools.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authorizer.access.Caller;
import dev.sluice.authorizer.access.Installation;
import dev.sluice.authorizer.access.SignatureGate;
import dev.sluice.authorizer.access.SignatureGate.Admission;
import dev.sluice.authorizer.data.DatabaseRefused;
import dev.sluice.authorizer.data.TenantId;
import dev.sluice.authorizer.pools.http.Cors;
import dev.sluice.authorizer.pools.http.HttpAnswer;
import dev.sluice.authorizer.pools.http.HttpRequest;
import dev.sluice.authorizer.pools.http.HttpWork;
import dev.sluice.authorizer.pools.protocol.AdminCall;
import dev.sluice.authorizer.pools.protocol.Input;
import dev.sluice.authorizer.pools.protocol.Operation;
import dev.sluice.authorizer.pools.protocol.OperationTable;
import dev.sluice.authorizer.pools.protocol.PublicCall;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.protocol.WireJson;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Takes the calls of the user pool protocol at {@code POST /} and gives each to its operation. */
@Singleton
public final class CognitoDoor {
    private static final Logger LOG = Logger.getLogger(CognitoDoor.class);
    private static final String TARGET = "AWSCognitoIdentityProviderService.";
    private static final String SERVICE = "cognito-idp";

    private final HttpWork work;
    private final OperationTable operations;
    private final SignatureGate gate;
    private final Installation installation;

    CognitoDoor(HttpWork work, OperationTable operations, SignatureGate gate, Installation installation) {
        this.work = work;
        this.operations = operations;
        this.gate = gate;
        this.installation = installation;
    }

    void open(@Observes Router router) {
        router.route("/").handler(this::receive);
    }

    private void receive(RoutingContext context) {
        String target = context.request().getHeader("X-Amz-Target");
        switch (context.request().method().name()) {
            case "OPTIONS" -> work.serve(context, _ -> Cors.preflight("POST"));
            case "POST" -> {
                if (target != null && target.startsWith(TARGET)) {
                    work.serve(context, request -> answer(request, target.substring(TARGET.length())));
                } else {
                    context.next();
                }
            }
            default -> context.next();
        }
    }

    private HttpAnswer answer(HttpRequest request, String name) {
        String requestId = UUID.randomUUID().toString();
        HttpAnswer answer;
        try {
            ObjectNode result = run(request, name);
            answer = HttpAnswer.of(200, result.toString());
        } catch (Refused refused) {
            answer = refusal(refused.status(), refused.type(), refused.text());
        } catch (DatabaseRefused refused) {
            answer = refusal(refused, requestId);
        } catch (RuntimeException fault) {
            LOG.errorf(fault, "user pool call failed operation=%s requestId=%s", name, requestId);
            answer = refusal(500, "InternalErrorException", "Internal error");
        }
        return Cors.open(answer.with("Content-Type", "application/x-amz-json-1.1")
                .with("Cache-Control", "no-store")
                .with("x-amzn-RequestId", requestId));
    }

    private ObjectNode run(HttpRequest request, String name) {
        return switch (operations.find(name)) {
            case Operation.Public open ->
                open.work().apply(new PublicCall(Input.of(request.body()), request.address()));
            case Operation.Admin admin -> {
                Caller caller = caller(request);
                var call = new AdminCall(caller.tenant().value(), Input.of(request.body()), request.address());
                requirePermission(caller, admin, call);
                yield admin.work().apply(call);
            }
        };
    }

    private Caller caller(HttpRequest request) {
        return switch (gate.admit(request.signed(), SERVICE)) {
            case Admission.Admitted admitted -> admitted.caller();
            case Admission.Suspended suspended ->
                throw Refused.of("AccessDeniedException", "The account " + suspended.tenant() + " is suspended");
            case Admission.NotYet _ -> throw Refused.unavailable();
            case Admission.Refused refused ->
                throw Refused.of(
                        switch (refused.reason()) {
                            case MISSING_AUTHENTICATION_TOKEN -> "MissingAuthenticationTokenException";
                            case INCOMPLETE_SIGNATURE -> "IncompleteSignatureException";
                            case INVALID_SIGNATURE -> "InvalidSignatureException";
                            case UNRECOGNIZED_CLIENT -> "UnrecognizedClientException";
                            case EXPIRED_TOKEN -> "ExpiredTokenException";
                        },
                        refused.message());
        };
    }

    private void requirePermission(Caller caller, Operation.Admin operation, AdminCall call) {
        String name = operation.name();
        String pool = operation.ofPool() && call.input().has("UserPoolId") ? call.poolId() : "*";
        String resource = installation.arn(SERVICE, new TenantId(call.tenant()), "userpool/" + pool);
        if (isForeignPeer(caller) || !caller.may(SERVICE + ":" + name, resource, call.address())) {
            throw Refused.of(
                    "AccessDeniedException",
                    "User: " + caller.arn() + " is not authorized to perform: " + SERVICE + ":" + name
                            + " on resource: " + resource);
        }
    }

    /** Holders of the cell key keep the operator's own pools, by which people sign in to the platform (ADR 36); nobody else's. */
    private static boolean isForeignPeer(Caller caller) {
        return caller.isNode() && !caller.tenant().equals(TenantId.OPERATOR);
    }

    private static HttpAnswer refusal(DatabaseRefused refused, String requestId) {
        return switch (refused.kind()) {
            case CONFLICT ->
                refusal(
                        400,
                        "ConcurrentModificationException",
                        "Unable to complete operation due to concurrent modification. Please try again later.");
            case BAD_VALUE ->
                refusal(400, "InvalidParameterException", "The request holds a value that cannot be stored");
            case AWAY ->
                refusal(
                        503,
                        "ServiceUnavailableException",
                        Refused.unavailable().text());
            case FAULT -> {
                LOG.errorf(refused, "the database refused requestId=%s", requestId);
                yield refusal(500, "InternalErrorException", "Internal error");
            }
        };
    }

    private static HttpAnswer refusal(int status, String type, String message) {
        String body =
                WireJson.object().put("__type", type).put("message", message).toString();
        return HttpAnswer.of(status, body)
                .with("x-amzn-errortype", type + ":")
                .with("x-amzn-errormessage", message.replaceAll("[^\\x20-\\x7e]", " "));
    }
}
