package dev.sluice.data.edge;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What the TLS listener shows: a private key, and its certificate with those that signed it, the leaf first.
 */
public record ServerCertificate(PrivateKey key, List<X509Certificate> chain) {
    public ServerCertificate {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a server needs a certificate");
        }
    }

    X509Certificate leaf() {
        return chain.getFirst();
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "ServerCertificate[" + leaf().getSubjectX500Principal() + ", until "
                + leaf().getNotAfter().toInstant() + "]";
    }
}
