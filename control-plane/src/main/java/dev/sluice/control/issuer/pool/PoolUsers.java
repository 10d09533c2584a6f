package dev.sluice.control.issuer.pool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.contracts.keys.RandomText;
import dev.sluice.control.issuer.calls.IssuerAway;
import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The users of the platform's own pool. Their names are unique over the installation. Blocks. */
@Singleton
public class PoolUsers {
    private static final Logger LOG = Logger.getLogger(PoolUsers.class);
    private static final RandomText RANDOM = new RandomText();
    private static final int PASSWORD_LENGTH = 20;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final PoolCalls calls;
    private final PlatformPool pool;

    PoolUsers(PoolCalls calls, PlatformPool pool) {
        this.calls = calls;
        this.pool = pool;
    }

    /** Makes a user with a one-time password, which the first sign-in has to replace. */
    public PoolUser create(String name, @Nullable String email) {
        return answered(() -> {
            String password = password();
            try {
                return made(name, email, password);
            } catch (PoolRefused refused) {
                throw switch (refused.type()) {
                    case "UsernameExistsException" ->
                        ProblemException.conflict(
                                "A user with this name exists already. Name another, or let that user in with existing");
                    case "InvalidParameterException" -> ProblemException.badRequest("Invalid user specified");
                    default -> refused;
                };
            }
        });
    }

    /** A user who is there already. */
    public PoolUser get(String name) {
        return answered(() -> {
            try {
                JsonNode user = calls.call("AdminGetUser", named(name));
                return new PoolUser(subject(user.path("UserAttributes")), null);
            } catch (PoolRefused refused) {
                throw refused.type().equals("UserNotFoundException")
                        ? ProblemException.notFound("Invalid user specified")
                        : refused;
            }
        });
    }

    /** Removes a user. When that fails it is logged and the user stays, member of nothing. */
    public void remove(String name) {
        try {
            calls.call("AdminDeleteUser", named(name));
        } catch (PoolRefused | IssuerAway failure) {
            LOG.warnf("a user of the platform's pool was not removed failure=%s", failure.getMessage());
        }
    }

    /** Makes the first user, or gives the one that an earlier try made this one-time password. */
    public PoolUser first(String name, String password) {
        try {
            return made(name, null, password);
        } catch (PoolRefused refused) {
            if (!refused.type().equals("UsernameExistsException")) {
                throw refused;
            }
            calls.call("AdminSetUserPassword", named(name).put("Password", password));
            JsonNode user = calls.call("AdminGetUser", named(name));
            return new PoolUser(subject(user.path("UserAttributes")), password);
        }
    }

    /** A new one-time password: 103 random bits. */
    public static String password() {
        return RANDOM.next(RandomText.LOWER_ALPHANUMERIC, PASSWORD_LENGTH);
    }

    private PoolUser made(String name, @Nullable String email, String password) {
        ObjectNode input = named(name).put("TemporaryPassword", password).put("MessageAction", "SUPPRESS");
        if (email != null) {
            input.putArray("UserAttributes").addObject().put("Name", "email").put("Value", email);
        }
        JsonNode user = calls.call("AdminCreateUser", input).path("User");
        return new PoolUser(subject(user.path("Attributes")), password);
    }

    private ObjectNode named(String name) {
        PoolRegistration registration =
                pool.registration().orElseThrow(() -> new IssuerAway("the platform's user pool is not made yet"));
        return PoolCalls.input().put("UserPoolId", registration.poolId()).put("Username", name);
    }

    private static String subject(JsonNode attributes) {
        for (JsonNode attribute : attributes) {
            if (attribute.path("Name").asText().equals("sub")) {
                return attribute.path("Value").asText();
            }
        }
        throw new IssuerAway("the authorizer service told no subject of a user");
    }

    private static PoolUser answered(Supplier<PoolUser> work) {
        try {
            return work.get();
        } catch (PoolRefused | IssuerAway failure) {
            LOG.warnf("the platform's user pool does not answer failure=%s", failure.getMessage());
            throw new ProblemException(new Problem.ServiceUnavailable(
                    "The platform's user pool is not available. Please try again later.", PAUSE));
        }
    }

    /**
     * A user.
     *
     * @param subject what tokens call the user
     * @param password the one-time password, where it was just made
     */
    public record PoolUser(String subject, @Nullable String password) {
        @Override
        public String toString() {
            return "PoolUser[subject=" + subject + ", password=hidden]";
        }
    }
}
