package dev.sluice.data.boot.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.data.edge.CertifiedNames;
import dev.sluice.data.edge.ServerCertificate;
import dev.sluice.fixtures.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateSourceTest {
    private static final List<String> HOSTS =
            List.of("localhost", "127.0.0.1", "::1", "*.execute-api.us-east-1.localhost");

    @TempDir
    private Path temp;

    private Path folder;

    @BeforeEach
    void name() {
        folder = temp.resolve("state").resolve("tls");
    }

    private CertificateSource.Own own() {
        return new CertificateSource.Own(folder, HOSTS);
    }

    @Test
    void makesACertificateForTheHostsAndForServersAlone() throws GeneralSecurityException {
        // when
        X509Certificate leaf = own().open(Instant.now()).chain().getFirst();

        // then
        leaf.verify(leaf.getPublicKey());
        leaf.checkValidity();
        CertifiedNames names = CertifiedNames.of(leaf);
        assertThat(names.cover("localhost:8443")).isTrue();
        assertThat(names.cover("127.0.0.1")).isTrue();
        assertThat(names.cover("[::1]:8443")).isTrue();
        assertThat(names.cover("abcdefghij.execute-api.us-east-1.localhost")).isTrue();
        assertThat(names.cover("example.com")).isFalse();
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(leaf.getPublicKey().getAlgorithm()).isEqualTo("EC");
    }

    @Test
    void makesItOnceAndKeepsTheKeyPrivate() throws IOException {
        // when
        ServerCertificate first = own().open(Instant.now());
        ServerCertificate second = own().open(Instant.now());

        // then
        assertThat(second).isEqualTo(first);
        assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.getPosixFilePermissions(folder.resolve("tls.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(folder.resolve("tls.crt")))
                .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void makesItAnewBeforeItEnds() {
        // given
        ServerCertificate first = own().open(Instant.now().minus(Duration.ofDays(720)));

        // when
        ServerCertificate second = own().open(Instant.now());

        // then
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void makesItAnewForOtherHosts() {
        // given
        ServerCertificate first = own().open(Instant.now());

        // when
        var other = new CertificateSource.Own(folder, List.of("localhost", "*.execute-api.example.com"));

        // then
        assertThat(other.open(Instant.now())).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls.crt", "tls.key"})
    void makesItAnewWhenAFileIsLostOrBroken(String file) throws IOException {
        // given
        ServerCertificate first = own().open(Instant.now());
        Files.delete(folder.resolve(file));
        ServerCertificate second = own().open(Instant.now());
        Files.writeString(folder.resolve(file), "nonsense");

        // when
        ServerCertificate third = own().open(Instant.now());

        // then
        assertThat(second).isNotEqualTo(first);
        assertThat(third).isNotEqualTo(second);
        assertThat(own().open(Instant.now())).isEqualTo(third);
    }

    @Test
    void saysWhyAFolderCannotBeUsed() throws IOException {
        // given
        Files.writeString(temp.resolve("state"), "a file");

        // then
        assertThatThrownBy(() -> own().open(Instant.now()))
                .isInstanceOf(TlsRefused.class)
                .hasMessageStartingWith("The folder " + folder
                        + " for the self-signed certificate cannot be used (sluice.node.tls.folder): ");
    }

    private CertificateSource.Given given(String certificate, String key) throws IOException {
        Path certificateFile = temp.resolve("given.crt");
        Path keyFile = temp.resolve("given.key");
        Files.writeString(certificateFile, certificate);
        Files.writeString(keyFile, key);
        return new CertificateSource.Given(certificateFile, keyFile);
    }

    @Test
    void takesTheOperatorsFiles() throws IOException {
        // given
        SelfSigned leaf = SelfSigned.of(List.of("api.example.com"), Instant.now());
        SelfSigned issuer = SelfSigned.of(List.of("issuer"), Instant.now());

        // when
        ServerCertificate certificate = given("A comment\n" + leaf.certificate() + issuer.certificate(), leaf.key())
                .open(Instant.now());

        // then
        assertThat(certificate.chain()).hasSize(2);
        assertThat(certificate.key().getAlgorithm()).isEqualTo("EC");
    }

    @Test
    @DisplayName("an RSA key in the old form of its own is read as well")
    void takesARsaKey() throws Exception {
        // given
        Process made = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-subj",
                        "/CN=a",
                        "-keyout",
                        temp.resolve("rsa.key").toString(),
                        "-out",
                        temp.resolve("rsa.crt").toString())
                .redirectErrorStream(true)
                .start();
        assertThat(made.waitFor()).isZero();

        // then
        var source = new CertificateSource.Given(temp.resolve("rsa.crt"), temp.resolve("rsa.key"));
        assertThat(source.open(Instant.now()).key().getAlgorithm()).isEqualTo("RSA");
    }

    @Test
    void saysWhichFileIsOfNoUse() throws IOException, GeneralSecurityException {
        // given
        SelfSigned one = SelfSigned.of(List.of("a"), Instant.now());
        SelfSigned other = SelfSigned.of(List.of("b"), Instant.now());
        var generator = KeyPairGenerator.getInstance("Ed25519");
        String edKey = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getEncoder()
                        .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";

        // then
        assertRefused(one.certificate(), other.key(), "key", "is not the key of the first certificate");
        assertRefused(one.certificate(), "", "key", "holds no private key in the PEM form that is not encrypted");
        assertRefused(
                one.certificate(),
                one.certificate(),
                "key",
                "holds no private key in the PEM form that is not encrypted");
        assertRefused(
                one.certificate(),
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "key",
                "holds no private key in the PEM form");
        assertRefused(one.certificate(), edKey, "key", "is neither an RSA nor an EC key");
        assertRefused("", one.key(), "certificate", "holds no certificate in the PEM form");
        assertRefused("nonsense", one.key(), "certificate", "holds no certificates in the PEM form");
        assertRefused(one.key(), one.key(), "certificate", "holds no certificates in the PEM form");
        assertThatThrownBy(() ->
                        new CertificateSource.Given(temp.resolve("none"), temp.resolve("none")).open(Instant.now()))
                .hasMessage("The file " + temp.resolve("none")
                        + " of the setting sluice.node.tls.certificate-file cannot be read.");
    }

    private void assertRefused(String certificate, String key, String file, String why) throws IOException {
        CertificateSource.Given source = given(certificate, key);
        Path named = file.equals("key") ? source.key() : source.certificate();
        assertThatThrownBy(() -> source.open(Instant.now()))
                .isInstanceOf(TlsRefused.class)
                .hasMessage("The file " + named + " of the setting sluice.node.tls." + file + "-file " + why + ".");
    }

    @Test
    void showsFilesThatWereReplacedAndKeepsTheLastGoodOnes() throws IOException {
        // given
        SelfSigned one = SelfSigned.of(List.of("localhost"), Instant.now());
        SelfSigned other = SelfSigned.of(List.of("localhost", "example.com"), Instant.now());
        CertificateSource.Given source = given(one.certificate(), one.key());
        try (var watch = CertificateWatch.start(source, Duration.ofMillis(20))) {
            // when
            Files.writeString(source.key(), "nonsense");
            Files.writeString(source.certificate(), other.certificate());
            Files.writeString(source.key(), other.key());

            // then
            Await.until(
                    "the other certificate is shown", () -> watch.certificate().equals(source.open(Instant.now())));
        }
    }
}
