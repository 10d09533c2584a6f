package dev.sluice.quickstart.cli;

import dev.sluice.quickstart.client.SignInFile;
import dev.sluice.quickstart.settings.Settings;
import dev.sluice.quickstart.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;

/**
 * What a start says of the console: where it is, and how a person signs in to it for the first time.
 *
 * @param isFirstStart whether the first sign-in is about to be made, so that it is worth waiting for
 */
record ConsoleAddress(Settings settings, boolean isFirstStart) {
    static final Duration LIMIT = Duration.ofSeconds(8);

    /** One line or two; never fails for want of a sign-in. */
    String text(Duration limit) throws InterruptedException {
        if (!isBuilt()) {
            return "not built (it needs Node 20.19 or newer)";
        }
        var address = settings.controlAddress() + "/console/";
        var signIn = firstSignIn(limit);
        return signIn.isEmpty() ? address : address + "\n                   " + signIn;
    }

    private String firstSignIn(Duration limit) throws InterruptedException {
        var file = new SignInFile(new StateFolder(settings.state()).signIn());
        try {
            var found = isFirstStart ? file.await(limit) : file.read();
            return found.map(
                            signIn -> "first sign-in: user %s, one-time password in %s (./sluice credentials prints it)"
                                    .formatted(signIn.user(), file.file()))
                    .orElse(
                            isFirstStart
                                    ? "the first sign-in is still being made: ./sluice credentials prints it"
                                    : "");
        } catch (IOException _) {
            return "the first sign-in in " + file.file() + " cannot be read";
        }
    }

    private boolean isBuilt() {
        return Files.exists(
                settings.home().resolve("web-console").resolve("dist").resolve("index.html"));
    }
}
