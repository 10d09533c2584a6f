package dev.sluice.control.domains;

import dev.sluice.control.platform.errors.ProblemException;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Private keys as PEM: PKCS #8, or the older forms of RSA and EC keys (PKCS #1, SEC 1), which are what PKCS #8 wraps
 * under the algorithm that the certificate names. A signature shows that key and certificate are a pair.
 */
final class PrivateKeyPem {
    private static final int MAX_PEM = 16_384;
    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 4096;
    private static final Pattern PEM = Pattern.compile(
            "-----BEGIN (|RSA |EC )PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END (|RSA |EC )PRIVATE KEY-----");
    private static final byte[] VERSION = {2, 1, 0};
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 4;

    private PrivateKeyPem() {}

    /** Refuses a text that is not the private key of the certificate; says nothing of the key. */
    static void requireFit(String pem, X509Certificate certificate) {
        PublicKey publicKey = certificate.getPublicKey();
        boolean fits;
        try {
            fits = switch (publicKey) {
                case RSAPublicKey rsa -> {
                    requireStrength(rsa);
                    yield fits(pem, publicKey, "RSA", "SHA256withRSA");
                }
                case ECPublicKey _ -> fits(pem, publicKey, "EC", "SHA256withECDSA");
                default -> throw ProblemException.badRequest("The certificate must have an RSA or EC key.");
            };
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            fits = false;
        }
        if (!fits) {
            throw ProblemException.badRequest(
                    "Invalid certificatePrivateKey specified. It must be the unencrypted PEM key of the certificate.");
        }
    }

    private static void requireStrength(RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
            throw ProblemException.badRequest("The RSA key of a certificate must have 2048 to 4096 bits.");
        }
    }

    private static boolean fits(String pem, PublicKey publicKey, String algorithm, String signature)
            throws GeneralSecurityException {
        var matcher = PEM.matcher(pem);
        if (pem.length() > MAX_PEM || !matcher.find()) {
            return false;
        }
        byte[] content = Base64.getMimeDecoder().decode(matcher.group(2));
        byte[] pkcs8 = matcher.group(1).isEmpty() ? content : wrapped(content, publicKey);
        PrivateKey key = KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        byte[] probe = publicKey.getEncoded();
        var signer = Signature.getInstance(signature);
        signer.initSign(key);
        signer.update(probe);
        byte[] signed = signer.sign();
        signer.initVerify(publicKey);
        signer.update(probe);
        return signer.verify(signed);
    }

    /** RFC 5208: version, algorithm, key. */
    private static byte[] wrapped(byte[] key, PublicKey publicKey) {
        return der(SEQUENCE, VERSION, algorithm(publicKey), der(OCTETS, key));
    }

    /** The algorithm with its parameters, which is the first part of an encoded public key (RFC 5280 4.1). */
    private static byte[] algorithm(PublicKey key) {
        byte[] encoded = key.getEncoded();
        int start = (encoded[1] & 0x80) == 0 ? 2 : 2 + (encoded[1] & 0x7f);
        return Arrays.copyOfRange(encoded, start, start + 2 + encoded[start + 1]);
    }

    private static byte[] der(int tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        var out = new ByteArrayOutputStream();
        out.write(tag);
        // The shortest form, as DER demands; two bytes fit whatever the PEM may hold.
        if (content.size() > 0xff) {
            out.write(0x82);
            out.write(content.size() >> 8);
        } else if (content.size() > 0x7f) {
            out.write(0x81);
        }
        out.write(content.size());
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }
}
