package dev.sluice.control.domains.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.control.fixtures.CertificatePem;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.Management.Reply;
import dev.sluice.control.platform.ids.RandomIds;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates that CreateDomainName brings itself (management-api 10). */
@QuarkusTest
class UploadedCertificateIT {
    private static final CertificatePem RSA = CertificatePem.rsa(2048);
    private static final CertificatePem EC = CertificatePem.ec();
    private static final String WRONG_KEY =
            "400 BadRequestException: Invalid certificatePrivateKey specified. It must be"
                    + " the unencrypted PEM key of the certificate.";
    private static final String WRONG_BODY =
            "400 BadRequestException: Invalid certificateBody specified. It must hold an"
                    + " X.509 certificate as PEM.";

    @Inject
    @DataSource("system")
    AgroalDataSource system;

    private Management caller;
    private String name;

    @BeforeEach
    void aName() {
        caller = Management.ofNewTenant();
        name = RandomIds.next() + ".example.com";
    }

    @Test
    void takesKeysInEveryCommonForm() {
        assertThat(upload(RSA.certificate(), RSA.key(), null).status()).isEqualTo(201);
        assertThat(upload(RSA.certificate(), RSA.oldKey(), RSA.certificate()).status())
                .isEqualTo(201);
        assertThat(upload(EC.certificate(), EC.key(), null).status()).isEqualTo(201);
        assertThat(upload(EC.certificate(), EC.oldKey(), null).status()).isEqualTo(201);
    }

    @Test
    @DisplayName("security-requirements 13, 14: a private key is sealed and never shown")
    void sealsThePrivateKeyAndShowsNothingOfIt() throws SQLException {
        // when
        JsonNode made = upload(EC.certificate(), EC.key(), null).created();

        // then
        String canary = EC.key().lines().skip(1).findFirst().orElseThrow();
        String stored = stored(made.get("domainName").textValue());
        assertThat(stored).isNotEmpty().doesNotContain(canary);
        assertThat(made.toString() + caller.get("/domainnames").ok()).doesNotContain(canary, "PRIVATE");
        assertThat(made.get("certificateName").textValue()).isEqualTo("mine");
        assertThat(made.has("certificateUploadDate")).isTrue();
    }

    @Test
    void refusesWhatDoesNotParseOrBelongTogether() {
        assertThat(upload(RSA.certificate(), EC.key(), null).refusal()).isEqualTo(WRONG_KEY);
        assertThat(upload(EC.certificate(), CertificatePem.ec().key(), null).refusal())
                .isEqualTo(WRONG_KEY);
        assertThat(upload(EC.certificate(), "nonsense", null).refusal()).isEqualTo(WRONG_KEY);
        assertThat(upload(EC.certificate(), EC.key().replaceAll("\n.{20}", "\nAAAAAAAAAAAAAAAAAAAA"), null)
                        .refusal())
                .isEqualTo(WRONG_KEY);
        assertThat(upload("nonsense", EC.key(), null).refusal()).isEqualTo(WRONG_BODY);
        assertThat(upload(EC.certificate() + RSA.certificate(), EC.key(), null).refusal())
                .isEqualTo(WRONG_BODY);
        assertThat(upload(EC.certificate().substring(0, 200), EC.key(), null).refusal())
                .isEqualTo(WRONG_BODY);
        assertThat(upload(EC.certificate() + " ".repeat(70_000), EC.key(), null).refusal())
                .isEqualTo(WRONG_BODY);
        assertThat(upload(EC.certificate(), EC.key(), "nonsense").refusal())
                .isEqualTo("400 BadRequestException: Invalid certificateChain specified. It must hold an X.509"
                        + " certificate as PEM.");
        assertThat(upload(EC.certificate(), null, null).refusal())
                .isEqualTo(
                        "400 BadRequestException: A certificate needs both certificateBody and certificatePrivateKey.");
        var weak = CertificatePem.rsa(1024);
        assertThat(upload(weak.certificate(), weak.key(), null).refusal())
                .isEqualTo("400 BadRequestException: The RSA key of a certificate must have 2048 to 4096 bits.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'op':'remove','path':'/certificateName'}",
                "{'op':'replace','path':'/certificateName','value':'other'}",
                "{'op':'replace','path':'/certificateArn','value':'arn:aws:acm:us-east-1:123456789012:certificate/a'}",
            })
    void forgetsACertificateThatAnotherReplaces(String operation) throws SQLException {
        // given
        String domain = upload(EC.certificate(), EC.key(), EC.certificate())
                .created()
                .get("domainName")
                .textValue();

        // when
        caller.patch("/domainnames/" + domain, body(operation)).ok();

        // then
        assertThat(stored(domain)).doesNotContain("CERTIFICATE").endsWith("}\n");
    }

    @Test
    void keepsACertificateThatNothingReplaces() throws SQLException {
        // given
        String domain = upload(EC.certificate(), EC.key(), null)
                .created()
                .get("domainName")
                .textValue();
        String before = stored(domain);

        // when
        caller.patch("/domainnames/" + domain, body("""
                {'op':'add','path':'/endpointConfiguration/types','value':'REGIONAL'},
                {'op':'add','path':'/regionalCertificateName','value':'other'}
                """)).ok();

        // then
        assertThat(stored(domain)).contains("CERTIFICATE").endsWith(before.substring(before.indexOf('\n')));
    }

    private Reply upload(String body, @Nullable String key, @Nullable String chain) {
        var request = JsonNodeFactory.instance
                .objectNode()
                .put("domainName", "a" + RandomIds.next() + "." + name)
                .put("certificateName", "mine")
                .put("certificateBody", body)
                .put("certificatePrivateKey", key)
                .put("certificateChain", chain);
        return caller.post("/domainnames", request.toString());
    }

    /** The row as the database holds it: the settings, a new line, and the sealed key when there is one. */
    private String stored(String domain) throws SQLException {
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement(
                        "select settings::text, private_key from control.domain_names where name = ?")) {
            statement.setString(1, domain);
            try (var rows = statement.executeQuery()) {
                rows.next();
                byte[] key = rows.getBytes(2);
                return rows.getString(1) + "\n" + (key == null ? "" : new String(key, StandardCharsets.ISO_8859_1));
            }
        }
    }
}
