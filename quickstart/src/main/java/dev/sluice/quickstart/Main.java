package dev.sluice.quickstart;

import dev.sluice.quickstart.cli.CommandLine;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** The main class of the launcher; the script {@code ./sluice} starts it. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws URISyntaxException, InterruptedException {
        int exit = new CommandLine(home()).run(arguments);
        System.exit(exit);
    }

    /** The checkout: three folders above {@code quickstart/target/quickstart.jar}. */
    private static Path home() throws URISyntaxException {
        var jar = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        return jar.resolve("../../..").normalize();
    }
}
