package dev.sluice.authorizer.pools.client;

import dev.sluice.authorizer.pools.protocol.Refused;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client's owner sets, with the protocol's names. An update replaces all of it, as the protocol has it. */
public record ClientSettings(
        @Nullable Integer refreshTokenValidity,
        @Nullable Integer accessTokenValidity,
        @Nullable Integer idTokenValidity,
        @Nullable TokenValidityUnits tokenValidityUnits,
        @Nullable List<String> readAttributes,
        @Nullable List<String> writeAttributes,
        @Nullable List<String> explicitAuthFlows,
        @Nullable List<String> supportedIdentityProviders,
        @Nullable List<String> callbackURLs,
        @Nullable List<String> logoutURLs,
        @Nullable String defaultRedirectURI,
        @Nullable List<String> allowedOAuthFlows,
        @Nullable List<String> allowedOAuthScopes,
        @Nullable Boolean allowedOAuthFlowsUserPoolClient,
        @Nullable String preventUserExistenceErrors,
        @Nullable Boolean enableTokenRevocation,
        @Nullable Integer authSessionValidity,
        @Nullable RefreshTokenRotation refreshTokenRotation) {
    private static final Set<String> FLOWS = Set.of(
            "ALLOW_USER_PASSWORD_AUTH",
            "ALLOW_ADMIN_USER_PASSWORD_AUTH",
            "ALLOW_USER_SRP_AUTH",
            "ALLOW_REFRESH_TOKEN_AUTH",
            "ADMIN_NO_SRP_AUTH",
            "USER_PASSWORD_AUTH");
    private static final Set<String> UNBUILT_FLOWS =
            Set.of("ALLOW_CUSTOM_AUTH", "ALLOW_USER_AUTH", "CUSTOM_AUTH_FLOW_ONLY");
    private static final Set<String> GRANTS = Set.of("code", "implicit", "client_credentials");
    private static final Duration SHORTEST = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int MOST_SCOPES = 50;
    private static final int MOST_URLS = 100;

    /** The units of the validities: seconds, minutes, hours or days. */
    public record TokenValidityUnits(
            @Nullable String accessToken,
            @Nullable String idToken,
            @Nullable String refreshToken) {}

    /** Whether a refresh token is replaced when it is used, and for how long the old one then holds. */
    public record RefreshTokenRotation(
            @Nullable String feature, @Nullable Integer retryGracePeriodSeconds) {}

    /** The settings with defaults in place; refused where they break a rule or ask for what is not built. */
    ClientSettings complete(boolean hasSecret) {
        checkFlows();
        checkGrants(hasSecret);
        checkLists();
        checkValidities();
        return new ClientSettings(
                refreshTokenValidity == null || refreshTokenValidity == 0 ? 30 : refreshTokenValidity,
                accessTokenValidity,
                idTokenValidity,
                tokenValidityUnits,
                readAttributes,
                writeAttributes,
                explicitAuthFlows == null
                        ? List.of("ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH")
                        : explicitAuthFlows,
                supportedIdentityProviders,
                callbackURLs,
                logoutURLs,
                defaultRedirectURI,
                allowedOAuthFlows,
                allowedOAuthScopes,
                Boolean.TRUE.equals(allowedOAuthFlowsUserPoolClient),
                preventUserExistenceErrors == null ? "ENABLED" : preventUserExistenceErrors,
                enableTokenRevocation == null || enableTokenRevocation,
                authSessionValidity == null ? 3 : authSessionValidity,
                refreshTokenRotation);
    }

    private void checkFlows() {
        for (String flow : list(explicitAuthFlows)) {
            if (UNBUILT_FLOWS.contains(flow)) {
                throw Refused.notBuilt("The authentication flow " + flow);
            }
            if (!FLOWS.contains(flow)) {
                throw Refused.invalid("ExplicitAuthFlows holds an unknown flow");
            }
        }
        if (isRotating() && list(explicitAuthFlows).contains("ALLOW_REFRESH_TOKEN_AUTH")) {
            throw Refused.invalid("ALLOW_REFRESH_TOKEN_AUTH cannot be set when refresh token rotation is enabled.");
        }
    }

    private void checkGrants(boolean hasSecret) {
        var grants = list(allowedOAuthFlows);
        if (!GRANTS.containsAll(grants)) {
            throw Refused.invalid("AllowedOAuthFlows must be code, implicit or client_credentials");
        }
        if (grants.contains("implicit")) {
            throw Refused.notBuilt("The OAuth flow implicit");
        }
        if (grants.contains("client_credentials")) {
            if (grants.size() > 1) {
                throw Refused.of(
                        "InvalidOAuthFlowException",
                        "client_credentials flow can not be selected along with code flow or implicit flow.");
            }
            if (!hasSecret) {
                throw Refused.of(
                        "InvalidOAuthFlowException",
                        "client_credentials flow can not be selected if client does not have a client secret.");
            }
        }
        if (grants.contains("code") && list(callbackURLs).isEmpty()) {
            throw Refused.of("InvalidOAuthFlowException", "No redirect URIs registered for the client.");
        }
        if (!grants.isEmpty() && !Boolean.TRUE.equals(allowedOAuthFlowsUserPoolClient)) {
            throw Refused.invalid(
                    "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.");
        }
        if (!grants.isEmpty() && list(allowedOAuthScopes).isEmpty()) {
            throw Refused.invalid(
                    "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.");
        }
    }

    private void checkLists() {
        for (String provider : list(supportedIdentityProviders)) {
            if (!provider.equals("COGNITO")) {
                throw Refused.invalid("The provider " + provider + " does not exist for User Pool.");
            }
        }
        if (list(allowedOAuthScopes).size() > MOST_SCOPES) {
            throw Refused.invalid("A client has at most " + MOST_SCOPES + " AllowedOAuthScopes");
        }
        if (list(callbackURLs).size() > MOST_URLS || list(logoutURLs).size() > MOST_URLS) {
            throw Refused.invalid("A client has at most 100 callback and 100 logout URLs");
        }
        list(callbackURLs).forEach(ClientSettings::checkUrl);
        list(logoutURLs).forEach(ClientSettings::checkUrl);
        if (defaultRedirectURI != null && !list(callbackURLs).contains(defaultRedirectURI)) {
            throw Refused.invalid("DefaultRedirectURI must be one of the CallbackURLs");
        }
        var prevent = preventUserExistenceErrors == null ? "ENABLED" : preventUserExistenceErrors;
        if (!prevent.equals("ENABLED") && !prevent.equals("LEGACY")) {
            throw Refused.invalid("PreventUserExistenceErrors must be ENABLED or LEGACY");
        }
    }

    /** https, or http on the own machine, or an application's own scheme; never what a browser would run. */
    private static void checkUrl(String text) {
        try {
            var url = new URI(text);
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            boolean usable = switch (scheme) {
                case "https" -> url.getHost() != null;
                case "http" ->
                    "localhost".equals(url.getHost())
                            || "127.0.0.1".equals(url.getHost())
                            || "[::1]".equals(url.getHost());
                case "", "javascript", "data", "vbscript", "file", "blob", "about" -> false;
                default -> true;
            };
            if (usable && url.getFragment() == null && url.getUserInfo() == null && text.length() <= 1024) {
                return;
            }
        } catch (URISyntaxException _) {
            // refused below
        }
        throw Refused.invalid(
                "A redirect URL must be absolute, without a fragment, and https unless it is on localhost");
    }

    private void checkValidities() {
        within(accessValidity(), SHORTEST, LONGEST, "AccessTokenValidity");
        within(idValidity(), SHORTEST, LONGEST, "IdTokenValidity");
        within(refreshValidity(), Duration.ofMinutes(60), Duration.ofDays(3650), "RefreshTokenValidity");
        int session = authSessionValidity == null ? 3 : authSessionValidity;
        if (session < 3 || session > 15) {
            throw Refused.invalid("AuthSessionValidity must be between 3 and 15 minutes");
        }
        int grace = refreshTokenRotation == null || refreshTokenRotation.retryGracePeriodSeconds == null
                ? 0
                : refreshTokenRotation.retryGracePeriodSeconds;
        if (grace < 0 || grace > 60) {
            throw Refused.invalid("RetryGracePeriodSeconds must be between 0 and 60");
        }
    }

    private static void within(Duration validity, Duration least, Duration most, String member) {
        if (validity.compareTo(least) < 0 || validity.compareTo(most) > 0) {
            throw Refused.invalid(
                    "Invalid range for token validity: " + member + " must be between " + least + " and " + most);
        }
    }

    /** How long an access token holds. */
    public Duration accessValidity() {
        return validity(
                accessTokenValidity, tokenValidityUnits == null ? null : tokenValidityUnits.accessToken, "hours");
    }

    /** How long an ID token holds. */
    public Duration idValidity() {
        return validity(idTokenValidity, tokenValidityUnits == null ? null : tokenValidityUnits.idToken, "hours");
    }

    /** How long a sign-in can be refreshed. */
    public Duration refreshValidity() {
        int value = refreshTokenValidity == null || refreshTokenValidity == 0 ? 30 : refreshTokenValidity;
        return validity(value, tokenValidityUnits == null ? null : tokenValidityUnits.refreshToken, "days");
    }

    /** How long a challenge waits for its answer. */
    public Duration sessionValidity() {
        return Duration.ofMinutes(authSessionValidity == null ? 3 : authSessionValidity);
    }

    private static Duration validity(@Nullable Integer value, @Nullable String unit, String absent) {
        int count = value == null ? 1 : value;
        return switch (unit == null ? absent : unit) {
            case "seconds" -> Duration.ofSeconds(count);
            case "minutes" -> Duration.ofMinutes(count);
            case "hours" -> Duration.ofHours(count);
            case "days" -> Duration.ofDays(count);
            default -> throw Refused.invalid("TokenValidityUnits must be seconds, minutes, hours or days");
        };
    }

    /** Whether the client may use a flow, under its present name or the former one. */
    public boolean allows(String flow) {
        var flows = list(explicitAuthFlows);
        return flows.contains("ALLOW_" + flow)
                || flows.contains(flow)
                || (flow.equals("ADMIN_USER_PASSWORD_AUTH") && flows.contains("ADMIN_NO_SRP_AUTH"));
    }

    /** Whether the client may use an OAuth grant. */
    public boolean grants(String grant) {
        return Boolean.TRUE.equals(allowedOAuthFlowsUserPoolClient)
                && list(allowedOAuthFlows).contains(grant);
    }

    /** The scopes that the client may ask for. */
    public List<String> scopes() {
        return list(allowedOAuthScopes);
    }

    /** Where the client may have browsers sent. */
    public List<String> callbacks() {
        return list(callbackURLs);
    }

    /** Where browsers may go after signing out. */
    public List<String> logouts() {
        return list(logoutURLs);
    }

    /** Whether the client's tokens show an attribute. */
    public boolean reads(String attribute) {
        return readAttributes == null || readAttributes.contains(attribute) || attribute.equals("sub");
    }

    /** Whether the client's users may write an attribute. */
    public boolean writes(String attribute) {
        return writeAttributes == null || writeAttributes.contains(attribute);
    }

    /** Whether callers may not learn which users there are. */
    public boolean hidesUsers() {
        return !"LEGACY".equals(preventUserExistenceErrors);
    }

    /** Whether tokens can be revoked. */
    public boolean isRevocable() {
        return enableTokenRevocation == null || enableTokenRevocation;
    }

    /** Whether a refresh token is replaced when it is used. */
    public boolean isRotating() {
        return refreshTokenRotation != null && "ENABLED".equals(refreshTokenRotation.feature);
    }

    /** For how long a replaced refresh token still holds. */
    public Duration rotationGrace() {
        var rotation = refreshTokenRotation;
        return Duration.ofSeconds(
                rotation == null || rotation.retryGracePeriodSeconds == null ? 0 : rotation.retryGracePeriodSeconds);
    }

    private static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
