package dev.sluice.authorizer.pools.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.authorizer.pools.key.KeyUse;
import dev.sluice.authorizer.pools.key.PublishedKey;
import dev.sluice.authorizer.pools.key.SigningKeys;
import dev.sluice.authorizer.pools.pool.Addresses;
import dev.sluice.authorizer.pools.pool.Pools;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.secret.Digests;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import dev.sluice.authorizer.pools.store.Rows;
import dev.sluice.authorizer.pools.user.User;
import dev.sluice.authorizer.pools.user.Users;
import dev.sluice.authorizer.pools.wire.Refused;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Clock;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the access tokens that users send back to their pool. RS256 by one of the pool's own access keys and nothing
 * else: what a header says beyond the key's id has no say. Any thread; blocks.
 */
@Singleton
public final class AccessTokens {
    private static final int LONGEST = 8192;
    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(20)
                            .build())
                    .build())
            .build();

    private final PoolDatabase database;
    private final Pools pools;
    private final SigningKeys keys;
    private final SignIns signIns;
    private final Users users;
    private final Addresses addresses;
    private final Clock clock;

    AccessTokens(
            PoolDatabase database,
            Pools pools,
            SigningKeys keys,
            SignIns signIns,
            Users users,
            Addresses addresses) {
        this.database = database;
        this.pools = pools;
        this.keys = keys;
        this.signIns = signIns;
        this.users = users;
        this.addresses = addresses;
        this.clock = Clock.systemUTC();
    }

    /** Whose token it is. */
    public record Holder(UserPool pool, User user, SignIn signIn) {}

    /** The holder of a token with this scope; refused unless the token holds in every way. */
    public Holder verify(String token, String scope) {
        Parts parts = parts(token);
        String poolId = poolId(parts.claims);
        PoolDatabase.Place place = poolId == null ? null : database.pool(poolId).orElse(null);
        if (place == null) {
            throw invalid();
        }
        return database.call(place.tenant(), rows -> verify(rows, parts, pools.get(rows, place.poolId()), scope));
    }

    private Holder verify(Rows rows, Parts parts, UserPool pool, String scope) {
        if (!isGenuine(rows, parts, pool) || !"access".equals(text(parts.claims, "token_use"))) {
            throw invalid();
        }
        JsonNode expires = parts.claims.path("exp");
        if (!expires.isIntegralNumber() || clock.instant().getEpochSecond() >= expires.longValue()) {
            throw Refused.notAuthorized("Access Token has expired");
        }
        UUID origin = id(parts.claims, "origin_jti");
        SignIn signIn = origin == null ? null : signIns.find(rows, pool, origin);
        if (signIn == null || signIn.revoked() != null) {
            throw Refused.notAuthorized("Access Token has been revoked");
        }
        String scopes = text(parts.claims, "scope");
        if (scopes == null || !(" " + scopes + " ").contains(" " + scope + " ")) {
            throw Refused.notAuthorized("Access Token does not have required scopes");
        }
        User user = users.find(rows, pool, signIn.sub());
        if (user == null) {
            throw Refused.userNotFound();
        }
        if (!user.enabled()) {
            throw Refused.notAuthorized("User is disabled.");
        }
        return new Holder(pool, user, signIn);
    }

    private boolean isGenuine(Rows rows, Parts parts, UserPool pool) {
        String id = text(parts.header, "kid");
        for (PublishedKey key : keys.published(rows, pool.id())) {
            if (key.use() == KeyUse.ACCESS && key.id().equals(id)) {
                return isSignedBy(key, parts);
            }
        }
        return false;
    }

    private static boolean isSignedBy(PublishedKey key, Parts parts) {
        try {
            var verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(key.key());
            verifier.update(Digests.bytes(parts.signed));
            return verifier.verify(parts.signature());
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static Parts parts(String token) {
        String[] texts = token.split("\\.", -1);
        if (token.length() > LONGEST || texts.length != 3) {
            throw invalid();
        }
        try {
            JsonNode header = STRICT.readTree(Base64.getUrlDecoder().decode(texts[0]));
            JsonNode claims = STRICT.readTree(Base64.getUrlDecoder().decode(texts[1]));
            byte[] signature = Base64.getUrlDecoder().decode(texts[2]);
            if (!header.isObject() || !claims.isObject() || !"RS256".equals(text(header, "alg")) || header.has("crit")) {
                throw invalid();
            }
            return new Parts(
                    header, claims, texts[0] + "." + texts[1], Base64.getEncoder().encodeToString(signature));
        } catch (IOException | IllegalArgumentException _) {
            throw invalid();
        }
    }

    private @Nullable String poolId(JsonNode claims) {
        String issuer = text(claims, "iss");
        if (issuer == null) {
            return null;
        }
        String poolId = issuer.substring(issuer.lastIndexOf('/') + 1);
        return addresses.issuer(poolId).equals(issuer) ? poolId : null;
    }

    private static @Nullable String text(JsonNode object, String member) {
        JsonNode value = object.get(member);
        return value != null && value.isTextual() ? value.textValue() : null;
    }

    private static @Nullable UUID id(JsonNode object, String member) {
        String text = text(object, member);
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static Refused invalid() {
        return Refused.notAuthorized("Invalid Access Token");
    }

    private record Parts(JsonNode header, JsonNode claims, String signed, String signatureText) {
        byte[] signature() {
            return Base64.getDecoder().decode(signatureText);
        }

        @Override
        public String toString() {
            return "Parts[hidden]";
        }
    }
}
