package dev.sluice.control.clientcertificates.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.platform.keys.TenantKeys;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ClientCertificateIT {
    private static final String CERTIFICATES = "/clientcertificates";
    private static final String UNKNOWN = "404 NotFoundException: Invalid Client Certificate identifier specified";

    @Inject
    TenantKeys keys;

    @Inject
    @DataSource("system")
    AgroalDataSource system;

    private Management caller;

    @BeforeEach
    void aCaller() {
        caller = Management.ofNewTenant();
    }

    @Test
    void generatesASelfSignedCertificateForClientsAndAYear() throws Exception {
        // when
        JsonNode made = generate("{'description':'to the origin'}");

        // then
        X509Certificate certificate = certificate(made);
        certificate.verify(certificate.getPublicKey());
        assertThat(certificate.getSubjectX500Principal()).isEqualTo(certificate.getIssuerX500Principal());
        assertThat(certificate.getSubjectX500Principal().getName()).contains("CN=" + id(made));
        assertThat(((RSAPublicKey) certificate.getPublicKey()).getModulus().bitLength())
                .isEqualTo(2048);
        assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withRSA");
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        Instant until = certificate.getNotAfter().toInstant();
        assertThat(Duration.between(certificate.getNotBefore().toInstant(), until))
                .isEqualTo(Duration.ofDays(365));
        assertThat(made)
                .isEqualTo(expected("{'clientCertificateId':'%s','description':'to the origin','createdDate':%d,"
                                .formatted(
                                        id(made),
                                        until.minus(Duration.ofDays(365)).getEpochSecond())
                        + "'expirationDate':%d,'pemEncodedCertificate':%s}"
                                .formatted(until.getEpochSecond(), made.get("pemEncodedCertificate"))));
    }

    /** security-requirements 13. */
    @Test
    void keepsThePrivateKeySealedForItsTenant() throws Exception {
        // given
        JsonNode made = generate("{}");

        // when
        byte[] sealed = sealedKey(id(made));

        // then
        byte[] opened = keys.open(new TenantId(caller.key().tenant()), "client-certificate/" + id(made), sealed);
        var signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(opened)));
        signer.update(sealed);
        byte[] signature = signer.sign();
        signer.initVerify(certificate(made).getPublicKey());
        signer.update(sealed);
        assertThat(signer.verify(signature)).isTrue();
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(opened, 0, 64, StandardCharsets.ISO_8859_1));
    }

    @Test
    void showsTagsOnlyWhenThereAreAny() {
        JsonNode plain = generate("");
        JsonNode tagged = generate("{'tags':{'team':'a'}}");

        assertThat(plain.has("tags")).isFalse();
        assertThat(caller.get(CERTIFICATES + "/" + id(plain)).ok()).isEqualTo(plain);
        assertThat(caller.get(CERTIFICATES + "/" + id(tagged)).ok().get("tags")).isEqualTo(expected("{'team':'a'}"));
    }

    @Test
    void pagesInOrderOfCreation() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            made.add(id(generate("{}")));
        }

        JsonNode page = caller.get(CERTIFICATES + "?limit=2").ok();
        JsonNode rest = caller.get(CERTIFICATES + "?limit=2&position="
                        + page.get("position").textValue())
                .ok();

        assertThat(page.findValuesAsText("clientCertificateId")).isEqualTo(made.subList(0, 2));
        assertThat(rest.findValuesAsText("clientCertificateId")).isEqualTo(made.subList(2, 3));
        assertThat(rest.has("position")).isFalse();
    }

    @Test
    void patchesTheDescriptionAlone() {
        String certificate = CERTIFICATES + "/" + id(generate("{'description':'old'}"));

        assertThat(caller.patch(certificate, body("{'op':'replace','path':'/description','value':'new'}"))
                        .ok()
                        .get("description"))
                .isEqualTo(expected("'new'"));
        assertThat(caller.patch(certificate, body("{'op':'replace','path':'/tags','value':'x'}"))
                        .refusal())
                .isEqualTo("400 BadRequestException: Invalid patch path /tags");
        assertThat(caller.patch(certificate, body("{'op':'remove','path':'/description'}"))
                        .refusal())
                .isEqualTo("400 BadRequestException: Invalid patch operation specified. Must be one of: [replace]");
    }

    @Test
    void deletesACertificate() {
        String certificate = CERTIFICATES + "/" + id(generate("{}"));

        assertThat(caller.delete(certificate).status()).isEqualTo(202);

        assertThat(caller.get(certificate).refusal()).isEqualTo(UNKNOWN);
        assertThat(caller.delete(certificate).refusal()).isEqualTo(UNKNOWN);
        assertThat(caller.patch(certificate, "").refusal()).isEqualTo(UNKNOWN);
    }

    /** management-api 11. */
    @Test
    void staysWhileAStagePresentsIt() throws SQLException {
        // given
        String id = id(generate("{}"));
        var api = SampleApi.mock(caller);
        api.deploy("prod");
        present(api, id);

        // when
        var refused = caller.delete(CERTIFICATES + "/" + id);

        // then
        assertThat(refused.refusal())
                .isEqualTo("400 BadRequestException: Cannot delete client certificate '" + id
                        + "', is referenced in stage: " + api.id() + ":prod");
        caller.delete(api.stages() + "/prod").expect(202);
        assertThat(caller.delete(CERTIFICATES + "/" + id).status()).isEqualTo(202);
    }

    @Test
    void refusesBadInput() {
        assertThat(caller.post(CERTIFICATES, body("{'description':1}")).refusal())
                .isEqualTo("400 SerializationException: class"
                        + " com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String");
        assertThat(caller.post(CERTIFICATES, body("{'tags':{'aws:x':'y'}}")).status())
                .isEqualTo(400);
    }

    /** management-api 14. */
    @Test
    void holdsAnAccountToSixty() throws SQLException {
        // given
        String first = id(generate("{}"));
        copy(first, 59);

        // when
        var refused = caller.post(CERTIFICATES, "{}");

        // then
        assertThat(refused.refusal())
                .isEqualTo("429 LimitExceededException: Maximum number of client certificates for this account has"
                        + " been reached: 60");
    }

    private JsonNode generate(String body) {
        return caller.post(CERTIFICATES, body(body)).created();
    }

    private static String id(JsonNode certificate) {
        return certificate.get("clientCertificateId").textValue();
    }

    private static X509Certificate certificate(JsonNode json) throws Exception {
        byte[] pem = json.get("pemEncodedCertificate").textValue().getBytes(StandardCharsets.US_ASCII);
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    }

    private byte[] sealedKey(String id) throws SQLException {
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement(
                        "select private_key from control.client_certificates where tenant_id = ? and id = ?")) {
            statement.setString(1, caller.key().tenant());
            statement.setString(2, id);
            try (var rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getBytes(1);
            }
        }
    }

    private void present(SampleApi api, String id) throws SQLException {
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement("update control.stages set settings = settings"
                        + " || jsonb_build_object('clientCertificateId', ?) where tenant_id = ? and api_id = ?")) {
            statement.setString(1, id);
            statement.setString(2, caller.key().tenant());
            statement.setString(3, api.id());
            statement.executeUpdate();
        }
    }

    private void copy(String id, int times) throws SQLException {
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement(
                        "insert into control.client_certificates select tenant_id, id || n, settings, certificate,"
                                + " private_key, created_at, expires_at from control.client_certificates,"
                                + " generate_series(1, ?) n where tenant_id = ? and id = ?")) {
            statement.setInt(1, times);
            statement.setString(2, caller.key().tenant());
            statement.setString(3, id);
            statement.executeUpdate();
        }
    }
}
