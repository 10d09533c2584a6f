package dev.sluice.control.domains;

import dev.sluice.control.platform.errors.ProblemException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that came with its private key, as PEM. Both parse and belong together: a domain that cannot be served
 * is refused when it is made.
 *
 * @param chain the certificates behind the body; null when none came
 */
public record UploadedCertificate(
        String body, String privateKey, @Nullable String chain) {
    private static final int MAX_PEM = 65_536;
    private static final int MAX_CHAIN = 10;
    private static final String START = "-----BEGIN CERTIFICATE-----";

    /** The certificate, or null when the call brought none. */
    public static @Nullable UploadedCertificate of(
            @Nullable String body, @Nullable String privateKey, @Nullable String chain) {
        if (body == null && privateKey == null && chain == null) {
            return null;
        }
        if (body == null || privateKey == null) {
            throw ProblemException.badRequest("A certificate needs both certificateBody and certificatePrivateKey.");
        }
        Collection<X509Certificate> leaf = certificates("certificateBody", body);
        if (leaf.size() != 1) {
            throw invalid("certificateBody");
        }
        if (chain != null && certificates("certificateChain", chain).size() > MAX_CHAIN) {
            throw invalid("certificateChain");
        }
        PrivateKeyPem.requireFit(privateKey, leaf.iterator().next());
        return new UploadedCertificate(body, privateKey, chain);
    }

    private static Collection<X509Certificate> certificates(String member, String pem) {
        if (pem.length() > MAX_PEM || !pem.contains(START)) {
            throw invalid(member);
        }
        try {
            var found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
            return found.stream().map(X509Certificate.class::cast).toList();
        } catch (GeneralSecurityException | RuntimeException _) {
            // The JDK's parser meets hostile bytes with more than its declared exception.
            throw invalid(member);
        }
    }

    private static ProblemException invalid(String member) {
        return ProblemException.badRequest(
                "Invalid " + member + " specified. It must hold an X.509 certificate as PEM.");
    }

    /** Without the key (security-requirements 14). */
    @Override
    public String toString() {
        return "UploadedCertificate[" + body.length() + " characters]";
    }
}
