package dev.sluice.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The checkout that tests and benchmarks run in. */
public final class Checkout {
    private Checkout() {}

    /** The folder that holds {@code ./sluice}, found upwards from the working directory. */
    public static Path home() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("sluice"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("run this inside a checkout of Sluice: no ./sluice was found above "
                    + Path.of("").toAbsolutePath());
        }
        return folder;
    }

    /** The command line that runs the launcher with the JDK of this process and what is built now. */
    public static List<String> launcher(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-jar");
        command.add(home().resolve("quickstart/target/quickstart.jar").toString());
        command.addAll(arguments);
        return command;
    }
}
