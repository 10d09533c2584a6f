package dev.sluice.control.console;

import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;

/**
 * Answers the addresses of the console's pages with its one document, which knows its pages itself. Files have a dot in their
 * names; what signs people in and out is not a page.
 */
final class ConsolePages {
    private static final String PAGE = "/console/(?!(?:sign-in|sign-out|session)(?:/|$))[A-Za-z0-9/_-]+";

    void open(@Observes Router router) {
        router.getWithRegex(PAGE).handler(context -> context.reroute("/console/"));
    }
}
