package dev.sluice.quickstart.cli;

import dev.sluice.quickstart.launch.Launcher;
import dev.sluice.quickstart.launch.Progress;
import dev.sluice.quickstart.process.Supervisor.StoppedWhileStarting;
import dev.sluice.quickstart.settings.Settings;
import dev.sluice.quickstart.settings.StartFailed;
import dev.sluice.quickstart.state.Failures;
import dev.sluice.quickstart.state.StateFolder;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** {@code start}: runs until Ctrl-C or SIGTERM. */
final class StartCommand {
    /** Tells the script, which waits at the other end of a pipe, that it may leave. */
    private static final String LET_GO = "--ready--";

    private final Settings settings;
    private final boolean detach;
    private final Progress progress = new Progress(System.out);
    private final Launcher launcher;

    StartCommand(Settings settings, boolean detach) {
        this.settings = settings;
        this.detach = detach;
        this.launcher = new Launcher(settings, progress);
    }

    int run() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        // The credentials come with the first start, and so does the first sign-in.
        boolean isFirst = !Files.exists(new StateFolder(settings.state()).credentials());
        try {
            launcher.start();
            var console = new ConsoleAddress(settings, isFirst).text(ConsoleAddress.LIMIT);
            System.out.println(new Welcome(settings, console).text());
            if (detach) {
                letGoOfTheTerminal();
            }
            launcher.keepRunning();
            return 0;
        } catch (StoppedWhileStarting _) {
            return 0;
        } catch (StartFailed failed) {
            return fail(failed.sentence());
        } catch (IOException failed) {
            return fail("Sluice cannot start: " + Failures.reason(failed) + ".");
        }
    }

    private int fail(String sentence) {
        stop();
        System.err.println(sentence);
        return 1;
    }

    private void stop() {
        try {
            launcher.stop();
        } catch (IOException failed) {
            System.err.println("The stop is not complete: " + Failures.reason(failed) + ".");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void letGoOfTheTerminal() throws IOException {
        System.out.println(LET_GO);
        System.out.close();
        System.err.close();
        var log = new FileOutputStream(
                new StateFolder(settings.state()).log("launcher").toFile(), true);
        var stream = new PrintStream(log, true, StandardCharsets.UTF_8);
        System.setOut(stream);
        System.setErr(stream);
        progress.moveTo(stream);
    }
}
