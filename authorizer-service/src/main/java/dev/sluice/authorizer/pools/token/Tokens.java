package dev.sluice.authorizer.pools.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.client.AppClient;
import dev.sluice.authorizer.pools.group.Group;
import dev.sluice.authorizer.pools.group.Groups;
import dev.sluice.authorizer.pools.key.KeyUse;
import dev.sluice.authorizer.pools.key.SigningKeys;
import dev.sluice.authorizer.pools.pool.Addresses;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.protocol.WireJson;
import dev.sluice.authorizer.pools.secret.Digests;
import dev.sluice.authorizer.pools.user.User;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Issues the tokens of pools: identity-and-waf 3 says claim by claim what is in them. Any thread; blocks. */
@Singleton
public final class Tokens {
    private static final Set<String> BOOLEANS = Set.of("email_verified", "phone_number_verified");
    private static final Set<String> EMAIL = Set.of("email", "email_verified");
    private static final Set<String> PHONE = Set.of("phone_number", "phone_number_verified");

    private final SigningKeys keys;
    private final Groups groups;
    private final Addresses addresses;
    private final Clock clock;

    Tokens(SigningKeys keys, Groups groups, Addresses addresses, Clock clock) {
        this.keys = keys;
        this.groups = groups;
        this.addresses = addresses;
        this.clock = clock;
    }

    /** The tokens of a sign-in, with a refresh token if there is a new one. */
    public TokenSet issue(
            Rows rows, UserPool pool, AppClient client, User user, SignIn signIn, @Nullable String refresh) {
        Instant now = clock.instant();
        List<Group> memberships = groups.of(rows, pool.id(), user.sub());
        String event = UUID.randomUUID().toString();
        ObjectNode access = common(pool, user.sub().toString(), "access", signIn.authTime(), now)
                .put("exp", now.plus(client.settings().accessValidity()).getEpochSecond())
                .put("client_id", client.id())
                .put("username", user.username())
                .put("scope", signIn.scopes())
                .put("origin_jti", signIn.origin().toString())
                .put("event_id", event);
        if (signIn.isOAuth()) {
            access.put("version", 2);
        }
        putGroups(access, memberships);
        String accessToken = Jwt.sign(keys.current(rows, pool.id(), KeyUse.ACCESS), access);
        String idToken = null;
        if (!signIn.isOAuth() || signIn.allows("openid")) {
            ObjectNode id = common(pool, user.sub().toString(), "id", signIn.authTime(), now)
                    .put("exp", now.plus(client.settings().idValidity()).getEpochSecond())
                    .put("aud", client.id())
                    .put("cognito:username", user.username())
                    .put("origin_jti", signIn.origin().toString())
                    .put("event_id", event);
            putGroups(id, memberships);
            putRoles(id, memberships);
            claims(client, user, signIn).forEach((name, value) -> put(id, name, value));
            if (signIn.isOAuth()) {
                id.put("at_hash", atHash(accessToken));
                if (signIn.nonce() != null) {
                    id.put("nonce", signIn.nonce());
                }
            }
            idToken = Jwt.sign(keys.current(rows, pool.id(), KeyUse.ID), id);
        }
        return new TokenSet(
                accessToken,
                idToken,
                refresh,
                client.settings().accessValidity().toSeconds());
    }

    /** An access token of a client for itself. */
    public TokenSet issue(Rows rows, UserPool pool, AppClient client, String scopes) {
        Instant now = clock.instant();
        ObjectNode access = common(pool, client.id(), "access", now, now)
                .put("exp", now.plus(client.settings().accessValidity()).getEpochSecond())
                .put("client_id", client.id())
                .put("scope", scopes)
                .put("version", 2);
        return new TokenSet(
                Jwt.sign(keys.current(rows, pool.id(), KeyUse.ACCESS), access),
                null,
                null,
                client.settings().accessValidity().toSeconds());
    }

    /** The attributes that the client may read and the scopes show. */
    public static Map<String, String> claims(AppClient client, User user, SignIn signIn) {
        var shown = new LinkedHashMap<String, String>();
        user.attributes().forEach((name, value) -> {
            if (client.settings().reads(name) && !name.startsWith("dev:") && isInScope(signIn, name)) {
                shown.put(name, value);
            }
        });
        return shown;
    }

    private static boolean isInScope(SignIn signIn, String name) {
        if (!signIn.isOAuth()) {
            return true;
        }
        if (EMAIL.contains(name)) {
            return signIn.allows("email");
        }
        return signIn.allows(PHONE.contains(name) ? "phone" : "profile");
    }

    /** A claim of an attribute: the two marks of verification are booleans, everything else is text. */
    public static void put(ObjectNode claims, String name, String value) {
        if (BOOLEANS.contains(name)) {
            claims.put(name, value.equals("true"));
        } else {
            claims.put(name, value);
        }
    }

    private ObjectNode common(UserPool pool, String sub, String use, Instant authTime, Instant now) {
        return WireJson.object()
                .put("sub", sub)
                .put("iss", addresses.issuer(pool.id()))
                .put("token_use", use)
                .put("auth_time", authTime.getEpochSecond())
                .put("iat", now.getEpochSecond())
                .put("jti", UUID.randomUUID().toString());
    }

    private static void putGroups(ObjectNode claims, List<Group> memberships) {
        if (!memberships.isEmpty()) {
            var names = claims.putArray("cognito:groups");
            memberships.forEach(group -> names.add(group.name()));
        }
    }

    /** The preferred role is that of the lowest precedence, unless two groups of that precedence disagree. */
    private static void putRoles(ObjectNode claims, List<Group> memberships) {
        List<Group> withRole =
                memberships.stream().filter(group -> group.roleArn() != null).toList();
        if (withRole.isEmpty()) {
            return;
        }
        var roles = claims.putArray("cognito:roles");
        withRole.forEach(group -> roles.add(group.roleArn()));
        Integer lowest = withRole.getFirst().precedence();
        List<String> preferred = withRole.stream()
                .filter(group -> Objects.equals(group.precedence(), lowest))
                .map(group -> String.valueOf(group.roleArn()))
                .distinct()
                .toList();
        if (lowest != null && preferred.size() == 1) {
            claims.put("cognito:preferred_role", preferred.getFirst());
        }
    }

    private static String atHash(String accessToken) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(Digests.sha256(accessToken), 16));
    }
}
