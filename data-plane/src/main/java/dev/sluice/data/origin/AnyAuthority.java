package dev.sluice.data.origin;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Accepts chains of unknown authorities that are otherwise in order: in date, each signed by the next, and ended by a
 * root. The host name is checked by the engine, which does so around every plain {@link X509TrustManager}.
 */
final class AnyAuthority implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("only origins are verified here");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        for (int index = 0; index < chain.length; index++) {
            chain[index].checkValidity();
            X509Certificate issuer = chain[Math.min(index + 1, chain.length - 1)];
            if (!chain[index].getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
                throw new CertificateException("the chain has no root");
            }
            verify(chain[index], issuer);
        }
    }

    private static void verify(X509Certificate certificate, X509Certificate issuer) throws CertificateException {
        try {
            certificate.verify(issuer.getPublicKey());
        } catch (GeneralSecurityException invalid) {
            throw new CertificateException("a certificate of the chain is not signed by the next", invalid);
        }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    static List<X509Certificate> issuers(TrustManagerFactory factory) {
        List<X509Certificate> issuers = new ArrayList<>();
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager trust) {
                issuers.addAll(Arrays.asList(trust.getAcceptedIssuers()));
            }
        }
        return issuers;
    }
}
