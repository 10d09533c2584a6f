package dev.sluice.quickstart.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Starts a service's process in a session of its own, so that Ctrl-C in the terminal reaches the launcher alone. */
final class ChildProcess {
    private ChildProcess() {}

    static Process start(Service service) throws IOException {
        var command = new ArrayList<String>(inOwnSession());
        command.addAll(service.command());
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(service.log().toFile()));
        builder.environment().putAll(service.environment());
        var process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    /** {@code setsid} replaces itself by the command, so the process id stays. Systems without it stop children by Ctrl-C too. */
    private static List<String> inOwnSession() {
        return Programs.isInstalled("setsid") ? List.of("setsid") : List.of();
    }
}
