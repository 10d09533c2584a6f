package dev.sluice.authorizer.pools.platform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authorizer.access.Caller;
import dev.sluice.authorizer.access.Installation;
import dev.sluice.authorizer.access.SignatureGate;
import dev.sluice.authorizer.access.SignatureGate.Admission;
import dev.sluice.authorizer.data.DatabaseRefused;
import dev.sluice.authorizer.pools.http.HttpAnswer;
import dev.sluice.authorizer.pools.http.HttpRequest;
import dev.sluice.authorizer.pools.http.HttpWork;
import dev.sluice.authorizer.pools.message.Outbox;
import dev.sluice.authorizer.pools.pool.Pools;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.protocol.WireJson;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the protocol has no words for, signed for the service {@code cognito-idp}: reading the outbox and marking what was
 * sent, and the rotation of signing keys.
 */
@Singleton
public final class PoolPlatform {
    private static final Pattern PATH = Pattern.compile(
            "/platform/user-pools/([\\w-]{1,45}_[0-9A-Za-z]{1,20})/(messages|rotate-keys|messages/(\\d{1,18})/sent)");
    private static final Pattern QUERY = Pattern.compile("(?:position=(\\d{1,18}))?&?(?:limit=(\\d{1,3}))?");
    private static final String SERVICE = "cognito-idp";
    private static final int MOST = 100;

    private final HttpWork work;
    private final SignatureGate gate;
    private final Installation installation;
    private final PoolDatabase database;
    private final Pools pools;
    private final PoolUpkeep upkeep;

    PoolPlatform(
            HttpWork work,
            SignatureGate gate,
            Installation installation,
            PoolDatabase database,
            Pools pools,
            PoolUpkeep upkeep) {
        this.work = work;
        this.gate = gate;
        this.installation = installation;
        this.database = database;
        this.pools = pools;
        this.upkeep = upkeep;
    }

    void open(@Observes Router router) {
        router.route("/platform/user-pools/*").handler(context -> work.serve(context, this::answer));
    }

    private HttpAnswer answer(HttpRequest request) {
        try {
            Matcher path = PATH.matcher(request.path());
            Caller caller = caller(request);
            if (!path.matches()) {
                throw Refused.notFound("No such resource.");
            }
            return HttpAnswer.json(200, run(request, caller, path).toString());
        } catch (Refused refused) {
            int status = switch (refused.type()) {
                case "ResourceNotFoundException" -> 404;
                case "InvalidParameterException" -> 400;
                case "TooManyRequestsException" -> 429;
                case "ServiceUnavailableException" -> 503;
                default -> 403;
            };
            return HttpAnswer.json(
                            status,
                            WireJson.object().put("message", refused.text()).toString())
                    .with("x-amzn-ErrorType", refused.type());
        } catch (DatabaseRefused refused) {
            if (refused.kind() == DatabaseRefused.Kind.FAULT) {
                throw refused;
            }
            return HttpAnswer.json(503, "{\"message\":\"Please try again later.\"}")
                    .with("Retry-After", "1");
        }
    }

    private ObjectNode run(HttpRequest request, Caller caller, Matcher path) {
        String tenant = caller.tenant().value();
        String poolId = path.group(1);
        boolean isRead = request.method().equals("GET") && path.group(2).equals("messages");
        boolean isRotation = request.method().equals("POST") && path.group(2).equals("rotate-keys");
        if (isRead) {
            require(caller, request, "ListUserPoolMessages", poolId);
            return messages(request, tenant, poolId);
        }
        if (isRotation) {
            require(caller, request, "RotateUserPoolKeys", poolId);
            upkeep.rotate(tenant, poolId);
            return WireJson.object();
        }
        if (request.method().equals("POST") && path.group(3) != null) {
            require(caller, request, "MarkUserPoolMessageSent", poolId);
            upkeep.markSent(tenant, poolId, Long.parseLong(path.group(3)));
            return WireJson.object();
        }
        throw Refused.notFound("No such resource.");
    }

    private ObjectNode messages(HttpRequest request, String tenant, String poolId) {
        Matcher query = QUERY.matcher(request.query());
        if (!query.matches()) {
            throw Refused.invalid("The query is position={id}&limit={1 to 100}");
        }
        long after = query.group(1) == null ? 0 : Long.parseLong(query.group(1));
        int most = query.group(2) == null ? MOST : Integer.parseInt(query.group(2));
        if (most < 1 || most > MOST) {
            throw Refused.invalid("limit must be between 1 and " + MOST);
        }
        List<Outbox.Message> found = database.call(tenant, rows -> {
            pools.get(rows, poolId);
            return upkeep.unsent(rows, poolId, after, most);
        });
        var answer = WireJson.object();
        var items = answer.putArray("items");
        for (Outbox.Message message : found) {
            items.addObject()
                    .put("id", Long.toString(message.id()))
                    .put("username", message.username())
                    .put("purpose", message.purpose().name())
                    .put("medium", message.medium())
                    .put("destination", message.destination())
                    .put("subject", message.text().subject())
                    .put("body", message.text().body())
                    .put("code", message.text().code())
                    .put("createdDate", WireJson.seconds(message.created()))
                    .put("expirationDate", WireJson.seconds(message.expires()));
        }
        if (found.size() == most) {
            answer.put("position", Long.toString(found.getLast().id()));
        }
        return answer;
    }

    private Caller caller(HttpRequest request) {
        return switch (gate.admit(request.signed(), SERVICE)) {
            case Admission.Admitted admitted -> admitted.caller();
            case Admission.Suspended suspended ->
                throw Refused.of("AccessDeniedException", "The account " + suspended.tenant() + " is suspended");
            case Admission.NotYet _ -> throw Refused.unavailable();
            case Admission.Refused refused -> throw Refused.of("UnrecognizedClientException", refused.message());
        };
    }

    private void require(Caller caller, HttpRequest request, String action, String poolId) {
        String resource = installation.arn(SERVICE, caller.tenant(), "userpool/" + poolId);
        if (caller.isNode() || !caller.may(SERVICE + ":" + action, resource, request.address())) {
            throw Refused.of(
                    "AccessDeniedException",
                    "User: " + caller.arn() + " is not authorized to perform: " + SERVICE + ":" + action
                            + " on resource: " + resource);
        }
    }
}
