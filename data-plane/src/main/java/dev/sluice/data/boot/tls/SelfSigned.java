package dev.sluice.data.boot.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * A fresh self-signed certificate for servers, in the PEM form. EC on P-256, good for two years. BouncyCastle writes the
 * structure; key, randomness and signature are the platform's (docs/adr/0015).
 *
 * @param certificate for everybody
 * @param key for nobody else
 */
record SelfSigned(String certificate, String key) {
    private static final Duration VALIDITY = Duration.ofDays(730);

    /** A clock that is behind ours still takes the certificate. */
    private static final Duration SKEW = Duration.ofHours(1);

    private static final int SERIAL_BITS = 159;
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * Makes one.
     *
     * @param hosts names, names with a star for one label, and addresses
     */
    static SelfSigned of(List<String> hosts, Instant now) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
            KeyPair keys = generator.generateKeyPair();
            X509CertificateHolder certificate = certificate(hosts, keys, now.truncatedTo(ChronoUnit.SECONDS));
            return new SelfSigned(
                    pem("CERTIFICATE", certificate.getEncoded()),
                    pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
        } catch (GeneralSecurityException | OperatorCreationException impossible) {
            throw new IllegalStateException("Every JDK makes EC keys and signs with them", impossible);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "SelfSigned[key=hidden]";
    }

    private static X509CertificateHolder certificate(List<String> hosts, KeyPair keys, Instant now)
            throws IOException, OperatorCreationException {
        X500Name name = new X500NameBuilder()
                .addRDN(BCStyle.O, "Sluice")
                .addRDN(BCStyle.CN, "Sluice, self-signed")
                .build();
        GeneralName[] names = hosts.stream().map(SelfSigned::name).toArray(GeneralName[]::new);
        return new X509v3CertificateBuilder(
                        name,
                        new BigInteger(SERIAL_BITS, RANDOM).add(BigInteger.ONE),
                        Date.from(now.minus(SKEW)),
                        Date.from(now.plus(VALIDITY)),
                        name,
                        SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()))
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names))
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
    }

    private static GeneralName name(String host) {
        return new GeneralName(isAddress(host) ? GeneralName.iPAddress : GeneralName.dNSName, host);
    }

    private static boolean isAddress(String host) {
        try {
            var _ = InetAddress.ofLiteral(host);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static String pem(String what, byte[] der) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(what, der));
        }
        return text.toString();
    }
}
