package dev.sluice.data.boot.tls;

import dev.sluice.data.edge.ServerCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * A certificate and its private key in the PEM form: the leaf first, then those that signed it; the key plain, in any of the
 * usual forms. Pure functions.
 */
final class PemPair {
    private PemPair() {}

    /** Why two texts are no certificate with its key, in a few words that follow the name of the file. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean ofKey;

        Unusable(boolean ofKey, String what) {
            super(what);
            this.ofKey = ofKey;
        }

        /** Whether the file of the key is to blame, and not that of the certificate. */
        boolean ofKey() {
            return ofKey;
        }
    }

    static ServerCertificate read(byte[] certificates, String key) throws Unusable {
        List<X509Certificate> chain = chain(certificates);
        PrivateKeyInfo info = info(key);
        if (!belong(info, chain.getFirst())) {
            throw new Unusable(true, "is not the key of the first certificate");
        }
        return new ServerCertificate(key(info), chain);
    }

    private static List<X509Certificate> chain(byte[] pem) throws Unusable {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            for (var each :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
                chain.add((X509Certificate) each);
            }
        } catch (GeneralSecurityException unreadable) {
            throw new Unusable(false, "holds no certificates in the PEM form");
        }
        if (chain.isEmpty()) {
            throw new Unusable(false, "holds no certificate in the PEM form");
        }
        return chain;
    }

    private static PrivateKeyInfo info(String pem) throws Unusable {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            for (Object each = parser.readObject(); each != null; each = parser.readObject()) {
                PrivateKeyInfo info = switch (each) {
                    case PEMKeyPair pair -> pair.getPrivateKeyInfo();
                    case PrivateKeyInfo plain -> plain;
                    default -> null;
                };
                if (info != null) {
                    return info;
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            throw new Unusable(true, "holds no private key in the PEM form");
        }
        throw new Unusable(true, "holds no private key in the PEM form that is not encrypted");
    }

    private static PrivateKey key(PrivateKeyInfo info) throws Unusable {
        try {
            return new JcaPEMKeyConverter().getPrivateKey(info);
        } catch (PEMException unreadable) {
            throw new Unusable(true, "holds no private key in the PEM form");
        }
    }

    /** Compares what both say of the public key, which costs a start less than to sign something and verify it. */
    private static boolean belong(PrivateKeyInfo info, X509Certificate leaf) throws Unusable {
        try {
            var certified = PublicKeyFactory.createKey(leaf.getPublicKey().getEncoded());
            return switch (PrivateKeyFactory.createKey(info)) {
                case RSAKeyParameters key ->
                    certified instanceof RSAKeyParameters other
                            && key.getModulus().equals(other.getModulus());
                case ECPrivateKeyParameters key ->
                    certified instanceof ECPublicKeyParameters other
                            && key.getParameters().getG().multiply(key.getD()).equals(other.getQ());
                default -> throw new Unusable(true, "is neither an RSA nor an EC key");
            };
        } catch (IOException | RuntimeException _) {
            return false;
        }
    }
}
