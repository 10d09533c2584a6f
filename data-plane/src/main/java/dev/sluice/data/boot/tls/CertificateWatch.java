package dev.sluice.data.boot.tls;

import dev.sluice.data.edge.EdgeTls;
import dev.sluice.data.edge.ServerCertificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jboss.logging.Logger;

/**
 * Keeps what the TLS listener shows up to date with its source, on a thread of its own: a file that was replaced is shown
 * from the next handshake on, and one that cannot be used leaves the certificate before in service.
 */
public final class CertificateWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(CertificateWatch.class);
    private static final Duration LEAST_REST = Duration.ofDays(14);

    private final CertificateSource source;
    private final EdgeTls tls;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("certificates").factory());
    private volatile ServerCertificate shown;
    private String complaint = "";

    private CertificateWatch(CertificateSource source, ServerCertificate shown, EdgeTls tls) {
        this.source = source;
        this.shown = shown;
        this.tls = tls;
    }

    /**
     * Opens the source and begins to watch it.
     *
     * @throws TlsRefused with a sentence when the source cannot be used
     */
    public static CertificateWatch start(CertificateSource source, Duration every) {
        ServerCertificate first = source.open(Instant.now());
        try {
            var watch = new CertificateWatch(source, first, EdgeTls.of(first));
            watch.warnOfTheEnd(first);
            var _ = watch.timer.scheduleWithFixedDelay(
                    watch::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
            return watch;
        } catch (SSLException unusable) {
            throw new TlsRefused(
                    "TLS cannot be set up with the certificate " + first + ": " + unusable.getMessage() + ".",
                    unusable);
        }
    }

    /** What shakes hands with the certificate; closed with this watch. */
    public EdgeTls tls() {
        return tls;
    }

    ServerCertificate certificate() {
        return shown;
    }

    private void look() {
        try {
            ServerCertificate now = source.open(Instant.now());
            if (!now.equals(shown)) {
                tls.replace(now);
                shown = now;
                LOG.infof("The TLS listener shows another certificate. certificate=%s", now);
                warnOfTheEnd(now);
            }
            complaint = "";
        } catch (TlsRefused | SSLException unusable) {
            complain(String.valueOf(unusable.getMessage()));
        } catch (RuntimeException bug) {
            LOG.error("The watch over the certificate failed.", bug);
        }
    }

    private void complain(String sentence) {
        if (!sentence.equals(complaint)) {
            complaint = sentence;
            LOG.warnf("The TLS listener keeps its certificate: the new one cannot be used. failure=%s", sentence);
        }
    }

    private void warnOfTheEnd(ServerCertificate certificate) {
        X509Certificate leaf = certificate.chain().getFirst();
        if (Instant.now().plus(LEAST_REST).isAfter(leaf.getNotAfter().toInstant())) {
            LOG.warnf("The certificate of the TLS listener ends soon or has ended. certificate=%s", certificate);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        tls.close();
    }
}
