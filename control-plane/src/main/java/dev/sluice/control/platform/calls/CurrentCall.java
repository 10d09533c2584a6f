package dev.sluice.control.platform.calls;

import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.Problem.Unauthenticated.Reason;
import dev.sluice.control.platform.errors.ProblemException;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The call that this thread answers. The door puts it there; without it nothing is allowed. */
@Singleton
public class CurrentCall {
    private static final String KEY = "sluice.call";

    private final CurrentVertxRequest request;

    CurrentCall(CurrentVertxRequest request) {
        this.request = request;
    }

    /** Makes the call known to what answers it. */
    public static void put(RoutingContext context, Call call) {
        context.put(KEY, call);
    }

    /** The call; refuses when the request came by another way than the door. */
    public Call get() {
        RoutingContext context = request.getCurrent();
        @Nullable Call call = context == null ? null : context.get(KEY);
        if (call == null) {
            throw new ProblemException(
                    new Problem.Unauthenticated(Reason.MISSING_TOKEN, "Missing Authentication Token"));
        }
        return call;
    }
}
