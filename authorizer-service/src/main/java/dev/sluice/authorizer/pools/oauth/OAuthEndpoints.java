package dev.sluice.authorizer.pools.oauth;

import dev.sluice.authorizer.pools.http.Cors;
import dev.sluice.authorizer.pools.http.HttpAnswer;
import dev.sluice.authorizer.pools.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Supplier;

/** Gives a call of a site to its endpoint. Any thread; blocks. */
@Singleton
public final class OAuthEndpoints {
    private final TokenEndpoint tokens;
    private final BrowserEndpoints browsers;
    private final UserInfoEndpoint userInfo;

    OAuthEndpoints(TokenEndpoint tokens, BrowserEndpoints browsers, UserInfoEndpoint userInfo) {
        this.tokens = tokens;
        this.browsers = browsers;
        this.userInfo = userInfo;
    }

    HttpAnswer answer(Site site, HttpRequest request) {
        String method = request.method();
        return switch (site.path()) {
            case "/oauth2/token" -> preflighted(request, List.of("POST"), () -> tokens.token(site, request));
            case "/oauth2/revoke" -> preflighted(request, List.of("POST"), () -> tokens.revoke(site, request));
            case "/oauth2/userInfo" ->
                preflighted(request, List.of("GET", "POST"), () -> userInfo.answer(site, request));
            case "/oauth2/authorize" -> method.equals("GET") ? browsers.authorize(site, request) : notAllowed("GET");
            case "/login" ->
                switch (method) {
                    case "GET" -> browsers.page(site, request);
                    case "POST" -> browsers.submit(site, request);
                    default -> notAllowed("GET, POST");
                };
            case "/logout" -> method.equals("GET") ? browsers.logout(site, request) : notAllowed("GET");
            default -> HttpAnswer.json(404, "{\"error\":\"not_found\"}");
        };
    }

    /** What is said at this path when it cannot be served now: to people a page, to scripts what those of any origin may read. */
    static HttpAnswer unavailable(String path) {
        HttpAnswer answer = isForPeople(path) ? SignInPage.unavailable() : error(503, "temporarily_unavailable");
        return answer.with("Retry-After", "1");
    }

    /** What is said at this path when the pool's owner is suspended. */
    static HttpAnswer suspended(String path) {
        return isForPeople(path)
                ? SignInPage.error(403, "This application lets nobody in at the moment. Ask whoever runs it.")
                : error(403, "unauthorized_client");
    }

    private static boolean isForPeople(String path) {
        return switch (path) {
            case "/oauth2/authorize", "/login", "/logout" -> true;
            default -> false;
        };
    }

    private static HttpAnswer error(int status, String code) {
        return Cors.open(HttpAnswer.json(status, "{\"error\":\"" + code + "\"}"));
    }

    /** An endpoint that scripts of any origin call. */
    private static HttpAnswer preflighted(HttpRequest request, List<String> methods, Supplier<HttpAnswer> endpoint) {
        if (request.method().equals("OPTIONS")) {
            return Cors.preflight(String.join(",", methods));
        }
        return methods.contains(request.method()) ? Cors.open(endpoint.get()) : notAllowed(String.join(", ", methods));
    }

    private static HttpAnswer notAllowed(String methods) {
        return HttpAnswer.of(405, "").with("Allow", methods);
    }
}
