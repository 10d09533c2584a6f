package dev.sluice.control.signin;

import dev.sluice.control.members.Source;
import dev.sluice.control.platform.data.DatabaseProblems;
import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.signature.ClientAddress;
import dev.sluice.control.platform.signature.DoorAnswer;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Answers browsers on virtual threads, some at a time: each may wait for the issuer or the database. */
@Singleton
class BrowserWork {
    private static final Logger LOG = Logger.getLogger(BrowserWork.class);
    private static final int MOST_AT_ONCE = 32;
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final ExecutorService virtualThreads;
    private final DoorAnswer answers;
    private final ClientAddress addresses;
    private final ProblemPages pages;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    /** Places of their own for what waits for the issuer: one that hangs takes nothing from people who are signed in. */
    private final Semaphore issuerPlaces = new Semaphore(MOST_AT_ONCE);

    BrowserWork(
            @VirtualThreads ExecutorService virtualThreads,
            DoorAnswer answers,
            ClientAddress addresses,
            ProblemPages pages) {
        this.virtualThreads = virtualThreads;
        this.answers = answers;
        this.addresses = addresses;
        this.pages = pages;
    }

    /** Who calls, and by which call. */
    Source source(RoutingContext context) {
        return new Source(addresses.of(context.request()), requestId(context));
    }

    /** The id that the door gave to the call. */
    static String requestId(RoutingContext context) {
        return String.valueOf(context.response().headers().get(DoorAnswer.REQUEST_ID));
    }

    /** Runs the work and answers with what comes of it; what it refuses is answered as the management API does. */
    void serve(RoutingContext context, Supplier<PageAnswer> work) {
        serve(context, work, places, problem -> refuse(context, problem));
    }

    /** The same for work that asks the issuer, which the browser shows to a person: what is refused is a page. */
    void serveByIssuer(RoutingContext context, Supplier<PageAnswer> work) {
        serve(context, work, issuerPlaces, problem -> send(context, pages.page(problem, requestId(context))));
    }

    private void serve(RoutingContext context, Supplier<PageAnswer> work, Semaphore places, Consumer<Problem> refusal) {
        if (!places.tryAcquire()) {
            refusal.accept(
                    new Problem.ServiceUnavailable("The service is not available. Please try again later.", WAIT));
            return;
        }
        Context loop = context.vertx().getOrCreateContext();
        virtualThreads.execute(() -> {
            try {
                PageAnswer answer = work.get();
                loop.runOnContext(_ -> send(context, answer));
            } catch (Throwable fault) {
                // An Error too: this thread ends with the call, and nobody else would answer it.
                Problem problem = problem(fault, requestId(context));
                loop.runOnContext(_ -> refusal.accept(problem));
            } finally {
                places.release();
            }
        });
    }

    /** The page of what went wrong behind a code, which is spent. */
    PageAnswer failedBehindTheCode(RuntimeException failure, String requestId) {
        return pages.pageBehindTheCode(problem(failure, requestId), requestId);
    }

    /** Answers without work. */
    void answer(RoutingContext context, PageAnswer answer) {
        send(context, answer);
    }

    /** Answers without work. */
    void refuse(RoutingContext context, Problem problem) {
        context.response().putHeader("Cache-Control", "no-store");
        answers.refuse(context, requestId(context), problem);
    }

    private static void send(RoutingContext context, PageAnswer answer) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status());
        // What the console's static files carry gives way.
        answer.headers().forEach(header -> response.headers().remove(header.getKey()));
        answer.headers().forEach(header -> response.headers().add(header.getKey(), header.getValue()));
        response.end(answer.body());
    }

    private static Problem problem(Throwable fault, String requestId) {
        if (fault instanceof RuntimeException failure
                && DatabaseProblems.translate(failure) instanceof ProblemException known) {
            return known.problem();
        }
        LOG.errorf(fault, "sign-in failed requestId=%s", requestId);
        return new Problem.Internal();
    }
}
