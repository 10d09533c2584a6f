package dev.sluice.quickstart.postgres;

import dev.sluice.quickstart.settings.StartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL refuses to run as root. Where Sluice itself is started by root, PostgreSQL runs in a user namespace, in which root is
 * nobody; where namespaces are forbidden, it runs as the system's user {@code nobody}, who then owns the data.
 *
 * @param prefix put in front of each of PostgreSQL's commands
 * @param owner who must own the data and read the programs: empty when the present user does
 */
public record RootDisguise(List<String> prefix, String owner) {
    private static final RootDisguise NONE = new RootDisguise(List.of(), "");
    static final RootDisguise NAMESPACE = new RootDisguise(List.of("unshare", "--user"), "");
    static final RootDisguise NOBODY =
            new RootDisguise(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"), "65534:65534");
    private static final long SECONDS_TO_TRY = 5;

    public RootDisguise {
        prefix = List.copyOf(prefix);
    }

    /** What this process needs, tried out on {@code program --version}. */
    public static RootDisguise find(Path program) throws IOException, InterruptedException {
        return isRoot() ? firstThatRuns(List.of(NAMESPACE, NOBODY), program) : NONE;
    }

    static RootDisguise firstThatRuns(List<RootDisguise> choices, Path program)
            throws IOException, InterruptedException {
        for (var choice : choices) {
            if (choice.runs(program)) {
                return choice;
            }
        }
        throw new StartFailed(
                "PostgreSQL does not run as root, and neither a user namespace (unshare --user) nor the user nobody can run %s: start Sluice as an ordinary user, or from a folder that everyone may enter."
                        .formatted(program));
    }

    public List<String> command(List<String> command) {
        var all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }

    /** Gives a folder and all it holds to the user that PostgreSQL runs as. */
    public void own(Path folder) throws IOException, InterruptedException {
        if (!owner.isEmpty()) {
            int exit = new ProcessBuilder("chown", "-R", owner, folder.toString())
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IOException("chown " + owner + " " + folder + " failed");
            }
        }
    }

    private boolean runs(Path program) throws InterruptedException {
        try {
            var process = new ProcessBuilder(command(List.of(program.toString(), "--version")))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(SECONDS_TO_TRY, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean isRoot() throws IOException {
        var self = Path.of("/proc/self");
        return Files.exists(self)
                ? Files.getAttribute(self, "unix:uid").equals(0)
                : System.getProperty("user.name").equals("root");
    }
}
