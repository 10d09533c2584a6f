package dev.sluice.authorizer;

import dev.sluice.service.start.ServiceProcess;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The main class of the authorizer service. */
@QuarkusMain
public final class AuthorizerService {
    private AuthorizerService() {}

    /** The process. */
    public static void main(String... arguments) {
        ServiceProcess.run("authorizer service", "sluice.authorizer", arguments);
    }
}
