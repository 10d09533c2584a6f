package dev.sluice.quickstart.cli;

import dev.sluice.quickstart.client.RunningInstallation;
import dev.sluice.quickstart.demo.Demo;
import dev.sluice.quickstart.services.ServiceSettings;
import dev.sluice.quickstart.settings.Lookup;
import dev.sluice.quickstart.settings.Settings;
import dev.sluice.quickstart.settings.StartFailed;
import dev.sluice.quickstart.state.Failures;
import dev.sluice.quickstart.state.StateFolder;
import java.io.IOException;
import java.nio.file.Path;

/** Runs one command and answers with the exit code of the process. */
public final class CommandLine {
    private final Path home;
    private final Lookup lookup = Lookup.ofThisProcess();

    /** Commands for the checkout in a folder. */
    public CommandLine(Path home) {
        this.home = home;
    }

    public int run(String... arguments) throws InterruptedException {
        try {
            return run(Command.parse(arguments));
        } catch (StartFailed failed) {
            System.err.println(failed.sentence());
        } catch (IOException failed) {
            System.err.println("Sluice cannot go on: " + Failures.reason(failed) + ".");
        }
        return 1;
    }

    private int run(Command command) throws IOException, InterruptedException {
        var state = new StateFolder(Settings.stateFolder(lookup, home));
        var region = Settings.region(lookup);
        return switch (command) {
            case Command.Start start -> start(start, state);
            case Command.Stop _ -> new StopCommand(state).run();
            case Command.Status _ -> new StatusCommand(state).run();
            case Command.Logs logs -> new LogsCommand(state, logs.service()).run();
            case Command.Reset reset -> new ResetCommand(state, reset.yes()).run();
            case Command.Credentials credentials -> new CredentialsCommand(state, region).run(credentials);
            case Command.Keys keys -> new KeysCommand(keys.folder()).run();
            case Command.Demo _ -> new Demo(RunningInstallation.of(state), region, home.resolve("docs")).run();
        };
    }

    private int start(Command.Start start, StateFolder state) throws InterruptedException {
        var settings = Settings.read(lookup, home, start.nodes());
        new ServiceSettings(settings, state).requireReachable(lookup);
        return new StartCommand(settings, start.detach()).run();
    }
}
