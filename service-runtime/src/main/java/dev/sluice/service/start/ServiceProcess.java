package dev.sluice.service.start;

import io.quarkus.runtime.Quarkus;
import org.jspecify.annotations.Nullable;

/** The process of a service. What keeps it from starting is one sentence on standard error and exit code 1. */
public final class ServiceProcess {
    private final StartFailure failures;

    private ServiceProcess(StartFailure failures) {
        this.failures = failures;
    }

    /**
     * Runs the service until it is asked to stop, then ends the process.
     *
     * @param service what the service is called in a sentence
     * @param settings what the names of its settings begin with: {@code sluice.control}
     */
    public static void run(String service, String settings, String... arguments) {
        Quarkus.run(null, new ServiceProcess(new StartFailure(service, settings))::exit, arguments);
    }

    private void exit(int code, @Nullable Throwable failure) {
        if (failure != null) {
            System.err.println(failures.sentence(failure));
        }
        System.exit(failure == null ? code : 1);
    }
}
