package dev.sluice.control.platform.signature;

import dev.sluice.aws.net.SourceNetwork;
import dev.sluice.control.platform.browsers.BrowserRules;
import dev.sluice.control.platform.browsers.BrowserSession;
import dev.sluice.control.platform.browsers.Cookies;
import dev.sluice.control.platform.browsers.KnownBrowserSessions;
import dev.sluice.control.platform.calls.Principal;
import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.Problem.Unauthenticated.Reason;
import dev.sluice.control.platform.errors.ProblemException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * Says whose browser made a request, or refuses. A session that is not there is answered like no credential at all: that is what
 * an old tab looks like. Such requests are limited per source address, apart from failed signatures; a session that is there
 * never depends on it.
 */
@Singleton
class BrowserGate {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final KnownBrowserSessions sessions;
    private final BrowserRules rules;
    private final TenantRates rates;
    private final Budgets strangers;

    BrowserGate(KnownBrowserSessions sessions, BrowserRules rules, TenantRates rates, DoorSettings settings) {
        this.sessions = sessions;
        this.rules = rules;
        this.rates = rates;
        this.strangers =
                new Budgets(settings.failuresPerAddress(), settings.failuresPerAddress(), MINUTE, System::nanoTime);
    }

    /** Whether there is something to look at. */
    static boolean hasCredential(HttpServerRequest request) {
        return !Cookies.values(request, Cookies.SESSION).isEmpty();
    }

    /** The member in the session's account. Blocks for the look-up. */
    Principal admit(HttpServerRequest request, String sourceAddress) {
        List<String> ids = Cookies.values(request, Cookies.SESSION);
        // Two are one too many (security-requirements 41): nobody knows which one the browser means.
        BrowserSession session = ids.size() == 1 ? sessions.find(ids.getFirst()) : null;
        if (session == null) {
            // Only now: who has a session shares an address with strangers, behind a proxy with everybody.
            if (!strangers.take(SourceNetwork.of(sourceAddress))) {
                throw new ProblemException(
                        new Problem.TooManyRequests("Too many failed sign-ins. Please try later.", WAIT));
            }
            throw missing();
        }
        if (!rules.allow(request, ids.getFirst())) {
            throw new ProblemException(
                    new Problem.AccessDenied("The anti-forgery token is missing or not this session's"));
        }
        if (session.suspended()) {
            throw new ProblemException(new Problem.AccessDenied(
                    "The account " + session.principal().tenant() + " is suspended"));
        }
        rates.take(session.principal().tenant());
        return session.principal();
    }

    static ProblemException missing() {
        return new ProblemException(new Problem.Unauthenticated(Reason.MISSING_TOKEN, "Missing Authentication Token"));
    }
}
