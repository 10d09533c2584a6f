package dev.sluice.control.signin;

import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemAnswer;
import dev.sluice.control.platform.errors.ProblemMapper;
import jakarta.inject.Singleton;

/** Pages of what no rule of the sign-in names: a database that is away, a member who went, a fault. Counts them. Any thread. */
@Singleton
class ProblemPages {
    private final ProblemMapper problems;
    private final SignInFailures failures;

    ProblemPages(ProblemMapper problems, SignInFailures failures) {
        this.problems = problems;
        this.failures = failures;
    }

    /** The page of a problem, which is no failure of the address. */
    PageAnswer page(Problem problem, String requestId) {
        return page(problem, told(problem), requestId);
    }

    /** The same behind the code, which is spent: nothing goes on, so the person begins anew. */
    PageAnswer pageBehindTheCode(Problem problem, String requestId) {
        Told told = told(problem);
        Told over = told.goesOn
                ? new Told(told.rule, "The service is not available. Please sign in again in a moment.")
                : told;
        return page(problem, over, requestId);
    }

    private PageAnswer page(Problem problem, Told told, String requestId) {
        failures.note(told.rule, requestId);
        ProblemAnswer answer = problems.answer(problem);
        PageAnswer page = told.goesOn
                ? PageAnswer.failure(answer.status(), told.sentence, requestId)
                : PageAnswer.over(answer.status(), told.sentence, requestId);
        return answer.retryAfter() == null ? page : page.with("Retry-After", Long.toString(answer.retryAfterSeconds()));
    }

    private static Told told(Problem problem) {
        return switch (problem) {
            // What the table of sessions answers when the member's row went behind the issuer's answer.
            case Problem.Unauthenticated _, Problem.AccessDenied _, Problem.NotFound _ ->
                new Told("removed meanwhile", "You are no member of this account any more. Please sign in again.");
            case Problem.Conflict _ ->
                new Told("changed meanwhile", "Somebody changed this membership meanwhile. Please sign in again.");
            case Problem.ServiceUnavailable _, Problem.TooManyRequests _, Problem.LimitExceeded _ ->
                new Told("unavailable", "The service is not available. Please try again in a moment.", true);
            case Problem.BadRequest _,
                    Problem.Validation _,
                    Problem.MalformedPolicyDocument _,
                    Problem.Serialization _,
                    Problem.RequestTooLarge _ ->
                new Told("bad request", "What the browser sent cannot be read. Please sign in again.");
            case Problem.UnknownOperation _, Problem.NotImplemented _, Problem.Internal _ ->
                new Told("internal", "Something went wrong here. Please sign in again, or tell the operator.");
        };
    }

    /** For the metric, and for the person, whose sign-in goes on or is over. */
    private record Told(String rule, String sentence, boolean goesOn) {
        Told(String rule, String sentence) {
            this(rule, sentence, false);
        }
    }
}
