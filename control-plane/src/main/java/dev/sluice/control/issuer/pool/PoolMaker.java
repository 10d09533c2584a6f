package dev.sluice.control.issuer.pool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.contracts.keys.RandomText;
import dev.sluice.control.issuer.calls.IssuerAway;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the platform's user pool with its domain and the console's client, once: each step looks for what an earlier try left.
 * The caller sees to it that one process does so at a time. Blocks.
 */
@Singleton
public class PoolMaker {
    private static final String NAME = "sluice";
    private static final String CLIENT = "console";
    private static final int PAGE = 60;

    /** How long one-time passwords hold: those of members, and that of the first user. */
    private static final int DAYS = 7;

    private static final int FIRST_DAYS = 365;

    /** A list that does not end by then is not the authorizer service's. */
    private static final int MOST_PAGES = 100;

    private static final RandomText RANDOM = new RandomText();

    private final PoolCalls calls;
    private final PlatformPool table;

    PoolMaker(PoolCalls calls, PlatformPool table) {
        this.calls = calls;
        this.table = table;
    }

    /**
     * The pool, made or found, with a client that sends browsers back to this console.
     *
     * @param console scheme, host and port
     */
    public PoolRegistration make(String console, String callback, String home) {
        Optional<PoolRegistration> noted = table.registration();
        if (noted.isPresent() && noted.get().console().equals(console) && isThere(noted.get())) {
            return noted.get();
        }
        String pool =
                Objects.requireNonNullElseGet(find("ListUserPools", "UserPools", "Name", "Id", NAME, null), this::pool);
        requireDomain(pool);
        String client = find("ListUserPoolClients", "UserPoolClients", "ClientName", "ClientId", CLIENT, pool);
        ObjectNode wishes = client(pool, callback, home);
        JsonNode made = client == null
                ? calls.call(
                        "CreateUserPoolClient", wishes.put("ClientName", CLIENT).put("GenerateSecret", true))
                : calls.call("UpdateUserPoolClient", wishes.put("ClientId", client));
        JsonNode described = made.path("UserPoolClient");
        table.save(pool, text(described, "ClientId"), text(described, "ClientSecret"), console);
        return table.registration().orElseThrow();
    }

    /** The operator may have deleted it. */
    private boolean isThere(PoolRegistration noted) {
        var input = PoolCalls.input().put("UserPoolId", noted.poolId()).put("ClientId", noted.clientId());
        try {
            calls.call("DescribeUserPoolClient", input);
            return true;
        } catch (PoolRefused refused) {
            if (refused.type().equals("ResourceNotFoundException")) {
                return false;
            }
            throw refused;
        }
    }

    private String pool() {
        return text(
                calls.call("CreateUserPool", settings(DAYS).put("PoolName", NAME))
                        .path("UserPool"),
                "Id");
    }

    /** Gives the passwords that this work sets a year: the first one waits in a file until somebody comes for it. */
    public <T> T withLongPasswords(PoolRegistration pool, Supplier<T> work) {
        try {
            // Part of what is taken back: an answer that was lost may have been a yes.
            keep(pool, FIRST_DAYS);
            return work.get();
        } finally {
            keep(pool, DAYS);
        }
    }

    private void keep(PoolRegistration pool, int passwordDays) {
        calls.call("UpdateUserPool", settings(passwordDays).put("UserPoolId", pool.poolId()));
    }

    private static ObjectNode settings(int passwordDays) {
        ObjectNode input = PoolCalls.input().put("DeletionProtection", "ACTIVE");
        input.putObject("Policies")
                .putObject("PasswordPolicy")
                .put("MinimumLength", 12)
                .put("TemporaryPasswordValidityDays", passwordDays);
        input.putObject("AdminCreateUserConfig").put("AllowAdminCreateUserOnly", true);
        input.putObject("AccountRecoverySetting")
                .putArray("RecoveryMechanisms")
                .addObject()
                .put("Name", "admin_only")
                .put("Priority", 1);
        return input;
    }

    /** A prefix of a domain is unique over the installation, so somebody may have ours. */
    private void requireDomain(String pool) {
        JsonNode described = calls.call("DescribeUserPool", PoolCalls.input().put("UserPoolId", pool));
        if (described.path("UserPool").hasNonNull("Domain")) {
            return;
        }
        try {
            domain(pool, NAME);
        } catch (PoolRefused _) {
            domain(pool, NAME + "-" + RANDOM.next(RandomText.LOWER_ALPHANUMERIC, 10));
        }
    }

    private void domain(String pool, String prefix) {
        calls.call(
                "CreateUserPoolDomain",
                PoolCalls.input().put("UserPoolId", pool).put("Domain", prefix));
    }

    private static ObjectNode client(String pool, String callback, String home) {
        ObjectNode input = PoolCalls.input()
                .put("UserPoolId", pool)
                .put("AllowedOAuthFlowsUserPoolClient", true)
                // The console keeps a session of its own and none of the tokens.
                .put("AccessTokenValidity", 5)
                .put("IdTokenValidity", 5)
                .put("RefreshTokenValidity", 60);
        input.putObject("TokenValidityUnits")
                .put("AccessToken", "minutes")
                .put("IdToken", "minutes")
                .put("RefreshToken", "minutes");
        input.putArray("AllowedOAuthFlows").add("code");
        input.putArray("AllowedOAuthScopes").add("openid").add("email").add("profile");
        input.putArray("SupportedIdentityProviders").add("COGNITO");
        input.putArray("ExplicitAuthFlows").add("ALLOW_REFRESH_TOKEN_AUTH");
        input.putArray("CallbackURLs").add(callback);
        input.putArray("LogoutURLs").add(home);
        return input;
    }

    private @Nullable String find(
            String operation, String list, String nameMember, String idMember, String name, @Nullable String pool) {
        String next = null;
        for (int page = 0; page < MOST_PAGES; page++) {
            ObjectNode input = PoolCalls.input().put("MaxResults", PAGE);
            if (pool != null) {
                input.put("UserPoolId", pool);
            }
            if (next != null) {
                input.put("NextToken", next);
            }
            JsonNode answer = calls.call(operation, input);
            for (JsonNode item : answer.path(list)) {
                if (item.path(nameMember).asText().equals(name)) {
                    return text(item, idMember);
                }
            }
            next = answer.path("NextToken").textValue();
            if (next == null) {
                return null;
            }
        }
        throw new IssuerAway(operation + " does not end");
    }

    private static String text(JsonNode node, String member) {
        String text = node.path(member).textValue();
        if (text == null) {
            throw new IssuerAway("the authorizer service told no " + member);
        }
        return text;
    }
}
