package dev.sluice.authorizer;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.jspecify.annotations.Nullable;

/** Runs the service until it is asked to stop. What keeps it from starting is one sentence and exit code 1. */
@QuarkusMain
public final class AuthorizerService {
    private AuthorizerService() {}

    /** The process. */
    public static void main(String... arguments) {
        Quarkus.run(null, AuthorizerService::exit, arguments);
    }

    private static void exit(int code, @Nullable Throwable failure) {
        if (failure != null) {
            System.err.println(StartFailure.sentence(failure));
        }
        System.exit(failure == null ? code : 1);
    }
}
