package dev.sluice.data.boot.tls;

import dev.sluice.data.edge.CertifiedNames;
import dev.sluice.data.edge.ServerCertificate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The self-signed certificate of an installation, in a folder that its nodes on one machine may share: {@code tls.crt} for
 * everybody, {@code tls.key} 0600. Made once; made anew when it is about to expire or does not name the hosts any more. Any
 * thread; one process at a time, by a lock on {@code tls.lock}.
 *
 * @param folder made when it is not there, 0700
 * @param hosts that the certificate has to speak for
 */
record KeptCertificate(Path folder, List<String> hosts) {
    private static final Logger LOG = Logger.getLogger(KeptCertificate.class);
    private static final Duration LEAST_REST = Duration.ofDays(30);
    private static final String CERTIFICATE = "tls.crt";
    private static final String KEY = "tls.key";

    KeptCertificate {
        hosts = List.copyOf(hosts);
    }

    ServerCertificate open(Instant now) {
        try {
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(folder, ownerOnly);
            try (var channel = FileChannel.open(
                            folder.resolve("tls.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                ServerCertificate kept = kept(now);
                return kept == null ? made(now) : kept;
            }
        } catch (IOException | PemPair.Unusable e) {
            throw new TlsRefused(
                    "The folder " + folder
                            + " for the self-signed certificate cannot be used (sluice.node.tls.folder): "
                            + e.getClass().getSimpleName() + ", " + e.getMessage() + ".",
                    e);
        }
    }

    private @Nullable ServerCertificate kept(Instant now) throws IOException {
        Path certificate = folder.resolve(CERTIFICATE);
        Path key = folder.resolve(KEY);
        if (!Files.exists(certificate) || !Files.exists(key)) {
            return null;
        }
        try {
            ServerCertificate kept = PemPair.read(Files.readAllBytes(certificate), Files.readString(key));
            return serves(kept.chain().getFirst(), now) ? kept : null;
        } catch (PemPair.Unusable broken) {
            LOG.warnf("The self-signed certificate is not in order and is made anew. folder=%s", folder);
            return null;
        }
    }

    private boolean serves(X509Certificate certificate, Instant now) {
        if (now.plus(LEAST_REST).isAfter(certificate.getNotAfter().toInstant())) {
            return false;
        }
        try {
            CertifiedNames names = CertifiedNames.of(certificate);
            return hosts.stream().allMatch(host -> names.cover(called(host)));
        } catch (CertificateParsingException _) {
            return false;
        }
    }

    /** How a client would call it. */
    private static String called(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host.replaceFirst("^\\*", "any");
    }

    /** The key is there before the certificate: what a stop in between leaves does not fit, and is made anew. */
    private ServerCertificate made(Instant now) throws IOException, PemPair.Unusable {
        SelfSigned made = SelfSigned.of(hosts, now);
        write(KEY, made.key(), "rw-------");
        write(CERTIFICATE, made.certificate(), "rw-r--r--");
        LOG.infof("A self-signed certificate was made. file=%s", folder.resolve(CERTIFICATE));
        return PemPair.read(made.certificate().getBytes(StandardCharsets.US_ASCII), made.key());
    }

    private void write(String name, String text, String permissions) throws IOException {
        var attribute = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
        Path part = Files.createTempFile(folder, name + ".", ".part", attribute);
        try {
            try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
                channel.force(true);
            }
            Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
