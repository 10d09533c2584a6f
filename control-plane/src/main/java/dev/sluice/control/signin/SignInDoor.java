package dev.sluice.control.signin;

import dev.sluice.aws.net.SourceNetwork;
import dev.sluice.control.issuer.IdentityRefused;
import dev.sluice.control.issuer.IssuerSettings;
import dev.sluice.control.issuer.calls.IssuerAway;
import dev.sluice.control.members.Membership;
import dev.sluice.control.members.Source;
import dev.sluice.control.platform.browsers.Cookies;
import dev.sluice.control.platform.signature.Budgets;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code /console/sign-in} and its callback. Whatever goes wrong is told the person in one sentence, and the log which rule was
 * broken; failures are limited per source address before anything of a callback is looked at (security-requirements 6, 9).
 */
@Singleton
class SignInDoor {
    private static final String AWAY = "The sign-in service does not answer. Please try again in a moment.";
    private static final String AWAY_BEHIND_THE_CODE =
            "The sign-in service does not answer. Please sign in again in a moment.";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MOST_CHARACTERS = 2_048;

    /** A page that begins anew is no failure, and costs a seal. */
    private static final int BEGINS_OF_A_FAILURE = 10;

    private final BrowserWork work;
    private final CodeFlow flow;
    private final SealedAttempts attempts;
    private final BrowserSessions sessions;
    private final SignInFailures failures;
    private final Budgets begins;

    SignInDoor(
            BrowserWork work,
            CodeFlow flow,
            SealedAttempts attempts,
            BrowserSessions sessions,
            SignInFailures failures,
            IssuerSettings settings) {
        this.work = work;
        this.flow = flow;
        this.attempts = attempts;
        this.sessions = sessions;
        this.failures = failures;
        int size = BEGINS_OF_A_FAILURE * settings.failuresPerAddress();
        this.begins = new Budgets(size, size, MINUTE, System::nanoTime);
    }

    void open(@Observes Router router) {
        router.get("/console/sign-in").handler(context -> work.serveByIssuer(context, () -> begin(context)));
        router.get("/console/sign-in/callback").handler(context -> work.serveByIssuer(context, () -> finish(context)));
    }

    private PageAnswer begin(RoutingContext context) {
        if (!begins.take(SourceNetwork.of(work.source(context).address()))) {
            return tooMany(BrowserWork.requestId(context));
        }
        String to = ReturnPath.of(context.request().params().getAll("to"));
        String elsewhere = elsewhere(context, to);
        if (elsewhere != null) {
            return PageAnswer.redirect(elsewhere);
        }
        var attempt = Attempt.begin(to, Instant.now());
        try {
            return PageAnswer.redirect(flow.authorization(attempt)).with("Set-Cookie", attempts.cookie(attempt));
        } catch (IssuerAway away) {
            return away(away, BrowserWork.requestId(context));
        }
    }

    private @Nullable String elsewhere(RoutingContext context, String to) {
        HostAndPort host = context.request().authority();
        boolean wasSent = context.request().params().contains(CodeFlow.SENT_HERE);
        return wasSent ? null : flow.elsewhere(host == null ? null : host.toString(), to);
    }

    private PageAnswer finish(RoutingContext context) {
        Source source = work.source(context);
        String address = source.address();
        String requestId = source.requestId();
        if (failures.areTooMany(address)) {
            return tooMany(requestId);
        }
        try {
            return finished(context, source);
        } catch (Ended ended) {
            if (ended.counts) {
                failures.take(address);
            }
            failures.note(ended.rule, requestId);
            return PageAnswer.over(ended.status, ended.sentence, requestId);
        } catch (IdentityRefused refused) {
            failures.take(address);
            failures.note(String.valueOf(refused.getMessage()), requestId);
            return PageAnswer.over(
                    403, "The sign-in service did not confirm who you are. Please sign in again.", requestId);
        } catch (IssuerAway away) {
            return away(away, requestId);
        }
    }

    private PageAnswer tooMany(String requestId) {
        failures.note("too many", requestId);
        return PageAnswer.failure(429, "Too many failed sign-ins. Please try later.", requestId)
                .with("Retry-After", Long.toString(MINUTE.toSeconds()));
    }

    private PageAnswer finished(RoutingContext context, Source source) {
        Attempt attempt = attempts.of(context.request());
        String state = one(context, "state");
        // Another browser's callback, or a page's that would sign somebody in as somebody else, has no such cookie.
        // Without one nothing was tried, and nobody is to be locked out by it who shares the address.
        if (attempt == null || state == null || !attempt.isAnsweredBy(state, Instant.now())) {
            throw new Ended(
                    "state",
                    403,
                    "This sign-in was not begun in this browser, or has ended. Please sign in again.",
                    attempt != null);
        }
        String code = one(context, "code");
        if (code == null) {
            throw new Ended("no code", 403, "The sign-in service refused the sign-in. Please sign in again.");
        }
        CodeFlow.Redeemed redeemed = flow.redeem(attempt, code);
        try {
            return entered(context, attempt, flow.accounts(redeemed, source), source);
        } catch (Ended ended) {
            throw ended;
        } catch (RuntimeException failure) {
            // Loaded again, the page would show the issuer a code that is spent, and count as the person's failure.
            return work.failedBehindTheCode(failure, source.requestId());
        }
    }

    private PageAnswer entered(RoutingContext context, Attempt attempt, List<Membership> accounts, Source source) {
        Membership account = Membership.landing(accounts)
                .orElseThrow(() -> new Ended(
                        "no account",
                        403,
                        accounts.isEmpty()
                                ? "You are a member of no account here. Please ask the owner of an account to let you in."
                                : "Your account is suspended. Please ask its owner or the operator."));
        BrowserSessions.Begun begun = sessions.begin(account, former(context), source);
        flow.ended(account);
        return PageAnswer.redirect(attempt.to())
                .with("Set-Cookie", Cookies.line(Cookies.SESSION, begun.id(), begun.seconds()))
                .with("Set-Cookie", SealedAttempts.end());
    }

    /** The session that the browser had, which the new one takes the place of. */
    private static @Nullable String former(RoutingContext context) {
        List<String> ids = Cookies.values(context.request(), Cookies.SESSION);
        return ids.size() == 1 ? ids.getFirst() : null;
    }

    /** A parameter of the query; null when it is missing, doubled, empty or too long. */
    private static @Nullable String one(RoutingContext context, String name) {
        List<String> values = context.request().params().getAll(name);
        boolean isOne = values.size() == 1
                && !values.getFirst().isEmpty()
                && values.getFirst().length() <= MOST_CHARACTERS;
        return isOne ? values.getFirst() : null;
    }

    private PageAnswer away(IssuerAway away, String requestId) {
        failures.note(away, requestId);
        return away.mayHaveActed()
                ? PageAnswer.over(503, AWAY_BEHIND_THE_CODE, requestId)
                : PageAnswer.failure(503, AWAY, requestId);
    }

    /** A sign-in that does not go on, with what the log and the person are told. */
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String rule;
        private final int status;
        private final String sentence;
        private final boolean counts;

        Ended(String rule, int status, String sentence) {
            this(rule, status, sentence, true);
        }

        Ended(String rule, int status, String sentence, boolean counts) {
            super(rule, null, false, false);
            this.rule = rule;
            this.status = status;
            this.sentence = sentence;
            this.counts = counts;
        }
    }
}
