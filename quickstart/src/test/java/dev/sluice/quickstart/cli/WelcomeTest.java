package dev.sluice.quickstart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.quickstart.settings.Lookup;
import dev.sluice.quickstart.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class WelcomeTest {
    @Test
    void saysHowPrivateOriginsAreAllowed() {
        assertThat(text(Map.of()))
                .contains("APIs may call origins on this machine (127.0.0.0/8, ::1) and on the internet;"
                        + " in private networks those that SLUICE_ORIGINS_ALLOW names.\n");
    }

    @Test
    void namesThePrivateOriginsThatAreAllowed() {
        assertThat(text(Map.of("SLUICE_ORIGINS_ALLOW", "10.0.0.0/8")))
                .contains("APIs may call origins on this machine (127.0.0.0/8, ::1) and on the internet,"
                        + " and 10.0.0.0/8 (SLUICE_ORIGINS_ALLOW).\n");
    }

    private static String text(Map<String, String> environment) {
        var settings = Settings.read(new Lookup(environment, new Properties()), Path.of("checkout"), 1);
        return new Welcome(settings, "not built").text();
    }
}
