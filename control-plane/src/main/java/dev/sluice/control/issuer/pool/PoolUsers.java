package dev.sluice.control.issuer.pool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.contracts.keys.RandomText;
import dev.sluice.control.issuer.calls.IssuerAway;
import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The users of the platform's own pool. Their names are unique over the installation. Blocks. */
@Singleton
public class PoolUsers {
    /** The first user of an installation, who owns its operator's account: no member's name. */
    public static final String FIRST = "admin";

    /** What the pool takes for a subject wherever it takes a name. */
    private static final Pattern SUBJECT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    /** The state of a user who has chosen a password. */
    private static final String CONFIRMED = "CONFIRMED";

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
        if (SUBJECT.matcher(name).matches()) {
            throw ProblemException.badRequest("A user name cannot have the form of a UUID");
        }
        return answered(() -> {
            String password = password();
            try {
                return made(name, email, password);
            } catch (PoolRefused refused) {
                throw switch (refused.type()) {
                    case "UsernameExistsException" ->
                        ProblemException.conflict("A user with this name exists already. Name another");
                    case "InvalidParameterException" -> ProblemException.badRequest("Invalid user specified");
                    default -> refused;
                };
            }
        });
    }

    /** The user of this subject, who has chosen a password already. Whoever tells the subject has it from that person. */
    public PoolUser require(String subject) {
        return answered(() -> {
            JsonNode user = find(subject);
            if (user == null || !user.path("UserStatus").asText().equals(CONFIRMED)) {
                throw ProblemException.notFound("Invalid subject specified");
            }
            return new PoolUser(subject(user.path("UserAttributes")), null);
        });
    }

    /** Removes the user of this subject. When that fails it is logged and the user stays, member of nothing. */
    public void remove(String subject) {
        try {
            if (find(subject) != null) {
                calls.call("AdminDeleteUser", named(subject));
            }
        } catch (PoolRefused | IssuerAway failure) {
            LOG.warnf("a user of the platform's pool was not removed failure=%s", failure.getMessage());
        }
    }

    /**
     * Makes the first user, or gives the one that an earlier try made this one-time password.
     *
     * @param isMember whether the user of a subject is somebody already, who is not taken for the first user
     */
    public PoolUser first(String password, Predicate<String> isMember) {
        try {
            return made(FIRST, null, password);
        } catch (PoolRefused refused) {
            if (!refused.type().equals("UsernameExistsException")) {
                throw refused;
            }
            JsonNode user = calls.call("AdminGetUser", named(FIRST));
            String subject = subject(user.path("UserAttributes"));
            if (isMember.test(subject)) {
                throw new IssuerAway("the user " + FIRST + " of the platform's pool is a member already");
            }
            calls.call("AdminSetUserPassword", named(FIRST).put("Password", password));
            return new PoolUser(subject, password);
        }
    }

    /** The user of this subject, or null. The pool takes names in its place, so what it answers is compared. */
    private @Nullable JsonNode find(String subject) {
        if (!SUBJECT.matcher(subject).matches()) {
            return null;
        }
        try {
            JsonNode user = calls.call("AdminGetUser", named(subject));
            return subject(user.path("UserAttributes")).equals(subject) ? user : null;
        } catch (PoolRefused refused) {
            if (refused.type().equals("UserNotFoundException")) {
                return null;
            }
            throw refused;
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
