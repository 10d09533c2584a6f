package dev.sluice.authorizer.pools.signin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authorizer.pools.client.ClientDirectory;
import dev.sluice.authorizer.pools.client.Registered;
import dev.sluice.authorizer.pools.protocol.AdminCall;
import dev.sluice.authorizer.pools.protocol.Input;
import dev.sluice.authorizer.pools.protocol.Operation;
import dev.sluice.authorizer.pools.protocol.OperationSource;
import dev.sluice.authorizer.pools.protocol.PublicCall;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.protocol.WireJson;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations that sign users in, refresh and revoke. Translates, and checks what the client may. */
@Singleton
public final class SignInOperations implements OperationSource {
    private static final int LONGEST_TOKEN = 8192;
    private static final String ATTRIBUTE = "userAttributes.";

    private final ClientDirectory clients;
    private final PasswordProof proof;
    private final SrpSignIn srp;
    private final NewPasswords newPasswords;
    private final Admission admission;
    private final Refreshes refreshes;

    SignInOperations(
            ClientDirectory clients,
            PasswordProof proof,
            SrpSignIn srp,
            NewPasswords newPasswords,
            Admission admission,
            Refreshes refreshes) {
        this.clients = clients;
        this.proof = proof;
        this.srp = srp;
        this.newPasswords = newPasswords;
        this.admission = admission;
        this.refreshes = refreshes;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                new Operation.Public("InitiateAuth", this::initiateAuth),
                new Operation.Public("RespondToAuthChallenge", this::respondToAuthChallenge),
                new Operation.Public("GetTokensFromRefreshToken", this::getTokensFromRefreshToken),
                new Operation.Public("RevokeToken", this::revokeToken),
                new Operation.Admin("AdminInitiateAuth", this::adminInitiateAuth),
                new Operation.Admin("AdminRespondToAuthChallenge", this::adminRespondToAuthChallenge));
    }

    private ObjectNode initiateAuth(PublicCall call) {
        Registered at = clients.get(call.input().clientId());
        String flow = call.input().text("AuthFlow", 64);
        Map<String, String> parameters = call.input().map("AuthParameters");
        SignInResult result = switch (flow) {
            case "USER_PASSWORD_AUTH" -> password(at, flow, parameters, call.address());
            case "USER_SRP_AUTH" -> srp(at, parameters);
            case "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN" -> refresh(at, parameters);
            case "ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH" ->
                throw Refused.invalid("Initiate Auth method not supported.");
            default -> throw unsupported(flow);
        };
        return result.json();
    }

    private ObjectNode adminInitiateAuth(AdminCall call) {
        Registered at = clients.get(call.tenant(), call.poolId(), call.input().clientId());
        String flow = call.input().text("AuthFlow", 64);
        Map<String, String> parameters = call.input().map("AuthParameters");
        SignInResult result = switch (flow) {
            case "ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH" ->
                password(at, "ADMIN_USER_PASSWORD_AUTH", parameters, null);
            case "USER_PASSWORD_AUTH" -> password(at, flow, parameters, null);
            case "USER_SRP_AUTH" -> srp(at, parameters);
            case "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN" -> refresh(at, parameters);
            default -> throw unsupported(flow);
        };
        return result.json();
    }

    private ObjectNode respondToAuthChallenge(PublicCall call) {
        return respond(clients.get(call.input().clientId()), call.input(), call.address());
    }

    private ObjectNode adminRespondToAuthChallenge(AdminCall call) {
        return respond(clients.get(call.tenant(), call.poolId(), call.input().clientId()), call.input(), null);
    }

    private ObjectNode respond(Registered at, Input input, @Nullable String address) {
        String challenge = input.text("ChallengeName", 64);
        Map<String, String> answers = input.map("ChallengeResponses");
        String name = required(answers, "USERNAME");
        at.client().checkHash(name, answers.get("SECRET_HASH"));
        return switch (challenge) {
            case "NEW_PASSWORD_REQUIRED" -> newPassword(at, input, name, answers);
            case "PASSWORD_VERIFIER" -> srp.finish(at, answers, address).json();
            default -> throw Refused.invalid("Challenge response not supported for " + known(challenge));
        };
    }

    private ObjectNode newPassword(Registered at, Input input, String name, Map<String, String> answers) {
        var attributes = new LinkedHashMap<String, String>();
        answers.forEach((member, value) -> {
            if (member.startsWith(ATTRIBUTE)) {
                attributes.put(member.substring(ATTRIBUTE.length()), value);
            }
        });
        return newPasswords
                .set(
                        at,
                        name,
                        input.text("Session", 2048),
                        required(answers, "NEW_PASSWORD"),
                        attributes,
                        (rows, user) -> admission.signIn(rows, at, user))
                .result();
    }

    private SignInResult password(
            Registered at, String flow, Map<String, String> parameters, @Nullable String address) {
        requireFlow(at, flow);
        String name = required(parameters, "USERNAME");
        at.client().checkHash(name, parameters.get("SECRET_HASH"));
        return admission.admit(at, proof.prove(at, name, required(parameters, "PASSWORD"), address));
    }

    private SignInResult srp(Registered at, Map<String, String> parameters) {
        requireFlow(at, "USER_SRP_AUTH");
        String name = required(parameters, "USERNAME");
        at.client().checkHash(name, parameters.get("SECRET_HASH"));
        return srp.begin(at, name, required(parameters, "SRP_A"));
    }

    private SignInResult refresh(Registered at, Map<String, String> parameters) {
        requireFlow(at, "REFRESH_TOKEN_AUTH");
        String token = required(parameters, "REFRESH_TOKEN");
        return new SignInResult.Done(refreshes.refresh(
                at, token, user -> at.client().checkHash(user.username(), parameters.get("SECRET_HASH"))));
    }

    private ObjectNode getTokensFromRefreshToken(PublicCall call) {
        Registered at = clients.get(call.input().clientId());
        checkSecret(at, call.input());
        return refreshes
                .refresh(at, call.input().text("RefreshToken", LONGEST_TOKEN), _ -> {})
                .result();
    }

    private ObjectNode revokeToken(PublicCall call) {
        Registered at = clients.get(call.input().clientId());
        checkSecret(at, call.input());
        if (!at.client().settings().isRevocable()) {
            throw Refused.of("UnsupportedOperationException", "Token revocation is not enabled for this client");
        }
        String token = call.input().text("Token", LONGEST_TOKEN);
        if (token.chars().filter(c -> c == '.').count() == 2) {
            throw Refused.of("UnsupportedTokenTypeException", "The token type is not supported");
        }
        refreshes.revoke(at, token);
        return WireJson.object();
    }

    private static void checkSecret(Registered at, Input input) {
        if (!at.client().isSecret(input.optional("ClientSecret", 64))) {
            throw Refused.notAuthorized(
                    "Unable to verify the secret of client " + at.client().id());
        }
    }

    private static void requireFlow(Registered at, String flow) {
        if (!at.client().settings().allows(flow)) {
            throw Refused.invalid(flow + " flow not enabled for this client");
        }
    }

    private static String required(Map<String, String> parameters, String name) {
        String value = parameters.get(name);
        if (value == null || value.isEmpty() || value.length() > LONGEST_TOKEN || value.indexOf('\0') >= 0) {
            throw Refused.invalid("Missing required parameter " + name);
        }
        return value;
    }

    private static Refused unsupported(String flow) {
        return switch (flow) {
            case "CUSTOM_AUTH", "USER_AUTH" ->
                Refused.of("UnsupportedOperationException", "The authentication flow " + flow + " is not supported");
            default -> Refused.invalid("Unknown AuthFlow");
        };
    }

    private static String known(String challenge) {
        return challenge.matches("[A-Z_]{1,40}") ? challenge : "this challenge";
    }
}
