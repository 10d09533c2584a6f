package dev.sluice.contracts.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {
    private static final String KEY = "q7Vd2vGk0oH9yq0m1t3Zt0mJ5c8o2n1R4w6x8z0A2s4=";

    @TempDir
    Path folder;

    @Test
    void createsARandomKeyThatOnlyTheOwnerReads() throws IOException {
        // given
        Path file = folder.resolve("cell.key");

        // when
        KeyFile created = KeyFile.createSymmetric(file);

        // then
        KeyEntry read = KeyFile.read(file).newest();
        assertThat(read.bytes()).hasSize(32).isEqualTo(created.newest().bytes());
        assertThat(read.id()).isEqualTo(created.newest().id());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void createsASigningPairWhoseHalvesBelongTogether() {
        // given
        Path privateFile = folder.resolve("signing.key");
        Path publicFile = folder.resolve("signing.pub");

        // when
        KeyFile.createSigningPair(privateFile, publicFile);

        // then
        var signer = new RecordSigner(KeyFile.read(privateFile));
        var verifier = new RecordVerifier(KeyFile.readPublic(publicFile));
        byte[] text = {1, 2, 3};
        assertThat(verifier.verifies(signer.keyId(), signer.sign(text), text)).isTrue();
    }

    @Test
    void neverOverwritesAKey() throws IOException {
        // given
        Path file = folder.resolve("cell.key");
        KeyFile.createSymmetric(file);
        byte[] before = Files.readAllBytes(file);

        // when
        var refusal = assertThatExceptionOfType(KeyFileRefused.class).isThrownBy(() -> KeyFile.createSymmetric(file));

        // then
        refusal.withMessage("The key file " + file + " exists already and is never overwritten.");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void makesNoHalfOfAPairWhenTheOtherExists() {
        // given
        Path publicFile = folder.resolve("signing.pub");
        KeyFile.createSymmetric(publicFile);
        Path privateFile = folder.resolve("signing.key");

        // when
        var refusal = assertThatExceptionOfType(KeyFileRefused.class)
                .isThrownBy(() -> KeyFile.createSigningPair(privateFile, publicFile));

        // then
        refusal.withMessageContaining("signing.pub exists already");
        assertThat(privateFile).doesNotExist();
    }

    @Test
    void saysThatAFolderIsMissing() {
        assertThatExceptionOfType(KeyFileRefused.class)
                .isThrownBy(() -> KeyFile.createSymmetric(folder.resolve("absent/cell.key")))
                .withMessageContaining("cannot be written");
    }

    @Test
    void readsTheNewestFirstAndFindsEveryKeyById() throws IOException {
        // given
        String older = Base64.getEncoder().encodeToString(Base64.getDecoder().decode(KEY.replace('q', 'r')));
        Path file = secret("[{\"id\":\"000000000000000b\",\"key\":\"" + KEY
                + "\"},{\"id\":\"ff0000000000000a\",\"key\":\"" + older + "\"}]");

        // when
        KeyFile keys = KeyFile.read(file);

        // then
        assertThat(keys.newest().id()).isEqualTo(0x0bL);
        assertThat(keys.find(0xff0000000000000aL)).isSameAs(keys.keys().get(1));
        assertThat(keys.find(1)).isNull();
        assertThat(keys.newest()).hasToString("KeyEntry[id=000000000000000b, bytes=hidden]");
    }

    @Test
    void refusesAMissingFile() {
        assertThatExceptionOfType(KeyFileRefused.class)
                .isThrownBy(() -> KeyFile.read(folder.resolve("absent.key")))
                .withMessage("The key file " + folder.resolve("absent.key") + " does not exist.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"})
    void refusesASecretThatOthersReach(String mode) throws IOException {
        // given
        Path file = secret("[{\"id\":\"000000000000000b\",\"key\":\"" + KEY + "\"}]");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        // when
        var refusal = assertThatExceptionOfType(KeyFileRefused.class).isThrownBy(() -> KeyFile.read(file));

        // then
        refusal.withMessageContaining("is readable by others than its owner; set its mode to 0600.");
    }

    @Test
    void letsEverybodyReadAPublicKeyButOnlyItsOwnerWriteIt() throws IOException {
        // given
        Path privateFile = folder.resolve("signing.key");
        Path publicFile = folder.resolve("signing.pub");
        KeyFile.createSigningPair(privateFile, publicFile);

        // when
        Files.setPosixFilePermissions(publicFile, PosixFilePermissions.fromString("rw-r--r--"));

        // then
        assertThat(KeyFile.readPublic(publicFile).keys()).hasSize(1);
        Files.setPosixFilePermissions(publicFile, PosixFilePermissions.fromString("rw-rw-r--"));
        assertThatExceptionOfType(KeyFileRefused.class)
                .isThrownBy(() -> KeyFile.readPublic(publicFile))
                .withMessageContaining("is writable by others");
    }

    static Stream<Arguments> unusable() {
        String good = "{\"id\":\"000000000000000b\",\"key\":\"" + KEY + "\"}";
        return Stream.of(
                Arguments.of("", "is empty."),
                Arguments.of("[]", "it holds 0 keys, not 1 to 100."),
                Arguments.of("null", "it is not a JSON list"),
                Arguments.of("{}", "it is not a JSON list"),
                Arguments.of("[" + good, "it is not a JSON list"),
                Arguments.of("[" + good + "] x", "it is not a JSON list"),
                Arguments.of("[null]", "a key has no id of 16 hexadecimal digits."),
                Arguments.of("[{\"key\":\"" + KEY + "\"}]", "a key has no id"),
                Arguments.of("[{\"id\":\"0B\",\"key\":\"" + KEY + "\"}]", "a key has no id"),
                Arguments.of("[{\"id\":\"000000000000000b\"}]", "is not base64 of at least 32 bytes."),
                Arguments.of("[{\"id\":\"000000000000000b\",\"key\":\"%%\"}]", "is not base64"),
                Arguments.of("[{\"id\":\"000000000000000b\",\"key\":\"AAAA\"}]", "is not base64"),
                Arguments.of("[{\"id\":\"000000000000000b\",\"id\":\"000000000000000c\"}]", "it is not a JSON list"),
                Arguments.of("[" + good + "," + good + "]", "the id 000000000000000b stands there twice."),
                Arguments.of(" ".repeat(65_537), "it is larger than 65536 bytes."));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void refusesWhatIsNoKeyFileWithoutQuotingKeys(String content, String reason) throws IOException {
        // given
        Path file = secret(content);

        // when
        var refusal = assertThatExceptionOfType(KeyFileRefused.class).isThrownBy(() -> KeyFile.read(file));

        // then
        refusal.withMessageStartingWith("The key file " + file)
                .withMessageContaining(reason)
                .withNoCause()
                .satisfies(refused -> assertThat(refused).message().doesNotContain(KEY));
    }

    static Stream<byte[]> samples() {
        byte[] counting = new byte[32];
        for (int i = 0; i < counting.length; i++) {
            counting[i] = (byte) i;
        }
        byte[] published = HexFormat.of()
                .parseHex("302e020100300506032b657004220420"
                        + "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        return Stream.of(new byte[32], counting, "change-me-change-me-change-me-32".getBytes(US_ASCII), published);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void refusesSampleValues(byte[] key) throws IOException {
        // given
        Path file = secret(
                "[{\"id\":\"000000000000000b\",\"key\":\"" + Base64.getEncoder().encodeToString(key) + "\"}]");

        // when
        var refusal = assertThatExceptionOfType(KeyFileRefused.class).isThrownBy(() -> KeyFile.read(file));

        // then
        refusal.withMessageContaining("holds a sample value as key 000000000000000b");
    }

    private Path secret(String content) throws IOException {
        Path file = folder.resolve("test.key");
        Files.writeString(file, content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
