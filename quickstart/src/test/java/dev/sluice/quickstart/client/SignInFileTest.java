package dev.sluice.quickstart.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.quickstart.client.SignInFile.FirstSignIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SignInFileTest {
    @TempDir
    private Path folder;

    @Test
    void readsWhatTheControlPlaneWrites() throws IOException {
        // given
        var file = new SignInFile(
                Files.writeString(
                        folder.resolve("sign-in"),
                        "{\"console\": \"http://localhost:8080/console/\", \"user\": \"admin\", \"password\": \"a b\\\"c\"}\n"));

        // when
        var signIn = file.read();

        // then
        assertThat(signIn).contains(new FirstSignIn("http://localhost:8080/console/", "admin", "a b\"c"));
        assertThat(signIn.toString()).doesNotContain("a b");
    }

    @Test
    void readsWhatItWroteForItsOwnerAlone() throws IOException {
        // given
        var signIn = new FirstSignIn("http://localhost:8080/console/", "admin", "a\"b");
        var file = new SignInFile(folder.resolve("sign-in"));

        // when
        file.write(signIn);

        // then
        assertThat(file.read()).contains(signIn);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.file())))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"console\": \"http://localhost:8080/console/\", \"user\": \"admin\"}",
                "{\"console\": \"\", \"user\": \"admin\", \"password\": \"p\"}"
            })
    void findsNoSignInInWhatIsNone(String text) throws IOException {
        // given
        var file = new SignInFile(Files.writeString(folder.resolve("sign-in"), text));

        // then
        assertThat(file.read()).isEmpty();
    }

    @Test
    void findsNoSignInWithoutAFile() throws IOException {
        assertThat(new SignInFile(folder.resolve("sign-in")).read()).isEmpty();
    }
}
