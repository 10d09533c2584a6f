package dev.sluice.authorizer.access;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Has the topic read to its end at the start: it is the first test that publishes which makes it. */
@Singleton
class ReadTopic {
    void start(@Observes StartupEvent start, AccessTable table) {
        table.complete();
    }
}
