package dev.sluice.authorizer.pools.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.domain.PoolDomains;
import dev.sluice.authorizer.pools.http.Cors;
import dev.sluice.authorizer.pools.http.HttpAnswer;
import dev.sluice.authorizer.pools.http.HttpRequest;
import dev.sluice.authorizer.pools.http.HttpWork;
import dev.sluice.authorizer.pools.key.PublishedKey;
import dev.sluice.authorizer.pools.key.SigningKeys;
import dev.sluice.authorizer.pools.pool.Addresses;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.protocol.WireJson;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** The public documents of a pool: its key set, and its discovery document (OpenID Connect Discovery 1.0). */
@Singleton
public final class KeySetDocuments {
    private static final Pattern PATH =
            Pattern.compile("/([\\w-]{1,45}_[0-9A-Za-z]{1,20})/\\.well-known/(jwks\\.json|openid-configuration)");
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final HttpWork work;
    private final PoolDatabase database;
    private final SigningKeys keys;
    private final PoolDomains domains;
    private final Addresses addresses;

    KeySetDocuments(HttpWork work, PoolDatabase database, SigningKeys keys, PoolDomains domains, Addresses addresses) {
        this.work = work;
        this.database = database;
        this.keys = keys;
        this.domains = domains;
        this.addresses = addresses;
    }

    void open(@Observes Router router) {
        router.routeWithRegex("/[\\w-]+_[0-9A-Za-z]+/[.]well-known/[\\w.-]+").handler(this::receive);
    }

    private void receive(RoutingContext context) {
        switch (context.request().method().name()) {
            case "GET", "HEAD" -> work.serveDocument(context, this::answerOrBusy);
            case "OPTIONS" -> work.serveDocument(context, _ -> Cors.preflight("GET"));
            default -> work.serveDocument(context, _ -> HttpAnswer.of(405, "").with("Allow", "GET"));
        }
    }

    private HttpAnswer answerOrBusy(HttpRequest request) {
        try {
            return answer(request);
        } catch (Refused busy) {
            return Cors.open(HttpAnswer.json(503, "{\"message\":\"" + busy.text() + "\"}")
                    .with("Retry-After", "1"));
        }
    }

    private HttpAnswer answer(HttpRequest request) {
        var path = PATH.matcher(request.path());
        if (!path.matches()) {
            return missing();
        }
        BiFunction<Rows, String, ObjectNode> document =
                path.group(2).equals("jwks.json") ? this::keySet : this::discovery;
        return database.pool(path.group(1))
                .map(place -> database.call(place.tenant(), rows -> document.apply(rows, place.poolId())))
                .map(json -> Cors.open(HttpAnswer.of(200, json.toString())
                        .with("Content-Type", "application/json")
                        .with("Cache-Control", "public, max-age=300")))
                .orElseGet(KeySetDocuments::missing);
    }

    private static HttpAnswer missing() {
        return Cors.open(HttpAnswer.json(404, "{\"message\":\"User pool does not exist.\"}"));
    }

    private ObjectNode keySet(Rows rows, String poolId) {
        var json = WireJson.object();
        var list = json.putArray("keys");
        for (PublishedKey key : keys.published(rows, poolId)) {
            list.addObject()
                    .put("alg", "RS256")
                    .put("e", number(key.key().getPublicExponent()))
                    .put("kid", key.id())
                    .put("kty", "RSA")
                    .put("n", number(key.key().getModulus()))
                    .put("use", "sig");
        }
        return json;
    }

    /** Endpoints of a domain are named only if the pool has one. */
    private ObjectNode discovery(Rows rows, String poolId) {
        String issuer = addresses.issuer(poolId);
        var json = WireJson.object();
        String domain = domains.of(rows, poolId);
        if (domain != null) {
            String base = addresses.domain(domain);
            json.put("authorization_endpoint", base + "/oauth2/authorize")
                    .put("end_session_endpoint", base + "/logout")
                    .put("revocation_endpoint", base + "/oauth2/revoke")
                    .put("token_endpoint", base + "/oauth2/token")
                    .put("userinfo_endpoint", base + "/oauth2/userInfo");
        }
        json.putArray("id_token_signing_alg_values_supported").add("RS256");
        json.put("issuer", issuer).put("jwks_uri", issuer + "/.well-known/jwks.json");
        json.putArray("response_types_supported").add("code");
        json.putArray("code_challenge_methods_supported").add("S256");
        json.putArray("scopes_supported")
                .add("openid")
                .add("email")
                .add("phone")
                .add("profile");
        json.putArray("subject_types_supported").add("public");
        json.putArray("token_endpoint_auth_methods_supported")
                .add("client_secret_basic")
                .add("client_secret_post");
        return json;
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int skip = bytes[0] == 0 ? 1 : 0;
        return BASE64.encodeToString(Arrays.copyOfRange(bytes, skip, bytes.length));
    }
}
