package dev.sluice.control.clientcertificates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A fresh self-signed certificate, the only time that its private key is in clear. RSA 2048, for clients only, good for
 * 365 days (management-api 5). BouncyCastle writes the structure; keys and signature are the platform's.
 *
 * @param pem the certificate
 * @param privateKey PKCS 8
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record IssuedCertificate(String pem, byte[] privateKey, Instant from, Instant until) {
    private static final Duration VALIDITY = Duration.ofDays(365);
    private static final int KEY_BITS = 2048;
    private static final int SERIAL_BITS = 159;
    private static final SecureRandom RANDOM = new SecureRandom();

    static IssuedCertificate issue(String id, Instant now) {
        Instant from = now.truncatedTo(ChronoUnit.SECONDS);
        Instant until = from.plus(VALIDITY);
        try {
            KeyPair keys = keyPair();
            byte[] der = certificate(id, keys, from, until).getEncoded();
            // The list is ordered by microseconds, the certificate holds seconds.
            return new IssuedCertificate(
                    pem(der), keys.getPrivate().getEncoded(), now.truncatedTo(ChronoUnit.MICROS), until);
        } catch (GeneralSecurityException | OperatorCreationException impossible) {
            throw new IllegalStateException("Every JDK makes RSA keys and signs with them", impossible);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public String toString() {
        return "IssuedCertificate[until=" + until + ", privateKey=hidden]";
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(KEY_BITS, RANDOM);
        return generator.generateKeyPair();
    }

    private static X509CertificateHolder certificate(String id, KeyPair keys, Instant from, Instant until)
            throws IOException, OperatorCreationException {
        X500Name name = new X500NameBuilder()
                .addRDN(BCStyle.O, "Sluice")
                .addRDN(BCStyle.OU, "Client certificate")
                .addRDN(BCStyle.CN, id)
                .build();
        return new X509v3CertificateBuilder(
                        name,
                        new BigInteger(SERIAL_BITS, RANDOM).add(BigInteger.ONE),
                        Date.from(from),
                        Date.from(until),
                        name,
                        SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()))
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth))
                .build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate()));
    }

    private static String pem(byte[] der) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n";
    }
}
