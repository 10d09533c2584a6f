package dev.sluice.data.boot.tls;

import dev.sluice.data.edge.ServerCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * A certificate and its private key in the PEM form: the leaf first, then those that signed it; the key plain, in any of the
 * usual forms. Pure functions.
 */
final class PemPair {
    private static final byte[] PROBE = {1, 2, 3};

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
        PrivateKey privateKey = key(key);
        if (!belong(privateKey, chain.getFirst().getPublicKey())) {
            throw new Unusable(true, "is not the key of the first certificate");
        }
        return new ServerCertificate(privateKey, chain);
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

    private static PrivateKey key(String pem) throws Unusable {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            for (Object each = parser.readObject(); each != null; each = parser.readObject()) {
                PrivateKeyInfo info = switch (each) {
                    case PEMKeyPair pair -> pair.getPrivateKeyInfo();
                    case PrivateKeyInfo plain -> plain;
                    default -> null;
                };
                if (info != null) {
                    return new JcaPEMKeyConverter().getPrivateKey(info);
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            throw new Unusable(true, "holds no private key in the PEM form");
        }
        throw new Unusable(true, "holds no private key in the PEM form that is not encrypted");
    }

    private static boolean belong(PrivateKey key, PublicKey certified) throws Unusable {
        try {
            Signature signature = Signature.getInstance(algorithm(key));
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }

    private static String algorithm(PrivateKey key) throws Unusable {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> throw new Unusable(true, "is neither an RSA nor an EC key");
        };
    }
}
