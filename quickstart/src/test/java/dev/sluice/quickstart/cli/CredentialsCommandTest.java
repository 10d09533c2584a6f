package dev.sluice.quickstart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.quickstart.client.CredentialsFile;
import dev.sluice.quickstart.client.CredentialsFile.AccessKey;
import dev.sluice.quickstart.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CredentialsCommandTest {
    private static final String CREDENTIALS = """
            [default]
            aws_access_key_id = AKIAFIRST
            aws_secret_access_key = first

            [platform]
            aws_access_key_id = AKIAOPERATOR
            aws_secret_access_key = operator
            """;

    @TempDir
    private Path folder;

    private StateFolder state;

    @BeforeEach
    void writeTheCredentials() throws IOException {
        state = new StateFolder(folder);
        Files.writeString(state.credentials(), CREDENTIALS);
    }

    @Test
    void printsTheFirstSignInInCommentsSoThatTheTextStaysACredentialsFile() throws IOException {
        // given
        Files.writeString(
                state.signIn(),
                "{\"console\":\"http://localhost:8080/console/\",\"user\":\"admin\",\"password\":\"Only-once-1\"}");

        // when
        var text = new CredentialsCommand(state, "us-east-1").text();

        // then
        assertThat(text).isEqualTo(CREDENTIALS + """

                        # The first sign-in to the console at http://localhost:8080/console/ asks for a password of your own.
                        # user = admin
                        # password = Only-once-1
                        """);
        var printed = new CredentialsFile(Files.writeString(folder.resolve("printed"), text));
        assertThat(printed.read(CredentialsFile.OPERATOR)).isEqualTo(new AccessKey("AKIAOPERATOR", "operator"));
    }

    @Test
    void printsTheKeysAloneOnceThePasswordWasChanged() throws IOException {
        // when
        var text = new CredentialsCommand(state, "us-east-1").text();

        // then
        assertThat(text).isEqualTo(CREDENTIALS);
    }
}
