package dev.sluice.control.console;

import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;

/** Leads who asks for {@code /console} to {@code /console/}, where the static files are. */
final class ConsoleDoor {
    private static final int PERMANENT_REDIRECT = 308;

    void open(@Observes Router router) {
        // An exact pattern, since a plain path would match its trailing slash too and lead in a circle.
        router.getWithRegex("/console")
                .handler(context -> context.response()
                        .setStatusCode(PERMANENT_REDIRECT)
                        .putHeader("Location", "/console/")
                        .end());
    }
}
