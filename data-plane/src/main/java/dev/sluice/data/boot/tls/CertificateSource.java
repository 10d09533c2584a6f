package dev.sluice.data.boot.tls;

import dev.sluice.data.edge.ServerCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the certificate of the TLS listener comes from. Any thread. */
public sealed interface CertificateSource {
    /** Reads it, as it is now. Throws {@link TlsRefused} with a sentence when it cannot be used. */
    ServerCertificate open(Instant now);

    /**
     * Files of the operator's, in the PEM form, that may be replaced at any time.
     *
     * @param certificate the leaf, then those that signed it
     * @param key the private key, not encrypted
     */
    record Given(Path certificate, Path key) implements CertificateSource {
        @Override
        public ServerCertificate open(Instant now) {
            byte[] certificates = read(certificate, "certificate");
            byte[] keyText = read(key, "key");
            try {
                return PemPair.read(certificates, new String(keyText, StandardCharsets.ISO_8859_1));
            } catch (PemPair.Unusable unusable) {
                throw refused(
                        unusable.ofKey() ? key : certificate,
                        unusable.ofKey() ? "key" : "certificate",
                        unusable.getMessage(),
                        unusable);
            }
        }

        private static byte[] read(Path file, String what) {
            try {
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw refused(file, what, "cannot be read", e);
            }
        }

        private static TlsRefused refused(Path file, String what, @Nullable String why, Throwable cause) {
            return new TlsRefused(
                    "The file " + file + " of the setting sluice.node.tls." + what + "-file " + why + ".", cause);
        }
    }

    /**
     * A self-signed one, made at the first start and kept.
     *
     * @param folder that the nodes of an installation on one machine may share
     * @param hosts that it speaks for
     */
    record Own(Path folder, List<String> hosts) implements CertificateSource {
        public Own {
            hosts = List.copyOf(hosts);
        }

        @Override
        public ServerCertificate open(Instant now) {
            return new KeptCertificate(folder, hosts).open(now);
        }
    }
}
