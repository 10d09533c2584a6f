package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fixtures.ReservedPort;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The console where people sign in by a provider of the operator's, which the console's own tests are. */
@EnabledIf(
        value = "dev.sluice.system.ConsoleTests#areThere",
        disabledReason = "the console was not built: Node 20.19 or newer is missing")
final class ConsoleProviderIT {
    private static final String OWNER = "auth0|owner";

    @TempDir
    private Path folder;

    @Test
    void addsMembersBySubjectAndByEmailWhoSignInByTheProvider() throws IOException, InterruptedException {
        // given
        String issuer = "http://127.0.0.1:" + ReservedPort.untilExit();
        Map<String, String> settings =
                Map.of("SLUICE_SIGN_IN_ISSUER", issuer, "SLUICE_SIGN_IN_CLIENT_ID", "console-of-tests");
        try (Installation installation = Installation.start(folder.resolve("state"), 1, settings)) {
            Response owner = Signed.post(
                    installation,
                    installation.accessKey("default"),
                    "/platform/members",
                    "{\"user\":\"owner\",\"subject\":\"" + OWNER + "\",\"role\":\"owner\"}");
            assertThat(owner.statusCode()).as(owner.asString()).isEqualTo(201);

            // when, then
            ConsoleTests.run(
                    installation,
                    "test:provider",
                    Map.of("SLUICE_SIGN_IN_ISSUER", issuer, "SLUICE_CONSOLE_OWNER", OWNER));
        }
    }
}
