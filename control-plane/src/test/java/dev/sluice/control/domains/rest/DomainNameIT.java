package dev.sluice.control.domains.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.platform.ids.RandomIds;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@DisplayName("management-api 10")
class DomainNameIT {
    private static final String ARN = "arn:aws:acm:us-east-1:123456789012:certificate/a";

    private Management caller;
    private String name;

    @BeforeEach
    void aName() {
        caller = Management.ofNewTenant();
        name = "www." + RandomIds.next() + ".example.com";
    }

    @Test
    void createsAnEdgeDomainWithItsDefaults() {
        // when
        JsonNode made = caller.post(
                        "/domainnames", body("{'domainName':'%s','certificateArn':'%s'}".formatted(name, ARN)))
                .created();

        // then
        assertThat(made.get("distributionDomainName").textValue()).matches("d[a-z0-9]{13}\\.edge\\.localhost");
        assertThat(made.get("certificateUploadDate").isIntegralNumber()).isTrue();
        assertThat(stable(made)).isEqualTo(expected("""
                {'domainName':'%1$s','domainNameArn':'arn:aws:apigateway:us-east-1::/domainnames/%1$s',
                 'certificateArn':'%2$s','distributionHostedZoneId':'Z2FDTNDATAQYW2',
                 'endpointConfiguration':{'types':['EDGE'],'ipAddressType':'ipv4'},'domainNameStatus':'AVAILABLE',
                 'securityPolicy':'TLS_1_2','routingMode':'BASE_PATH_MAPPING_ONLY'}
                """.formatted(name, ARN)));
        assertThat(caller.get(path()).ok()).isEqualTo(made);
    }

    @Test
    void createsARegionalDomainAndEchoesEverythingThatWasSet() {
        // when
        JsonNode made =
                caller.post("/domainnames", body("""
                {'domainName':'%s','regionalCertificateArn':'%s','regionalCertificateName':'mine',
                 'endpointConfiguration':{'types':['REGIONAL'],'ipAddressType':'dualstack'},'tags':{'team':'a'},
                 'securityPolicy':'SecurityPolicy_TLS13_1_3_2025_09','endpointAccessMode':'STRICT',
                 'mutualTlsAuthentication':{'truststoreUri':'s3://bucket/key.pem','truststoreVersion':'1'},
                 'ownershipVerificationCertificateArn':'%s','routingMode':'ROUTING_RULE_THEN_BASE_PATH_MAPPING'}
                """.formatted(name, ARN, ARN))).created();

        // then
        assertThat(made.get("regionalDomainName").textValue())
                .matches("d-[a-z0-9]{10}\\.execute-api\\.us-east-1\\.localhost");
        assertThat(stable(made)).isEqualTo(expected("""
                {'domainName':'%1$s','domainNameArn':'arn:aws:apigateway:us-east-1::/domainnames/%1$s',
                 'regionalCertificateArn':'%2$s','regionalCertificateName':'mine',
                 'regionalHostedZoneId':'Z1UJRXOUMOOFQ8',
                 'endpointConfiguration':{'types':['REGIONAL'],'ipAddressType':'dualstack'},'tags':{'team':'a'},
                 'domainNameStatus':'AVAILABLE','securityPolicy':'SecurityPolicy_TLS13_1_3_2025_09',
                 'endpointAccessMode':'STRICT',
                 'mutualTlsAuthentication':{'truststoreUri':'s3://bucket/key.pem','truststoreVersion':'1'},
                 'ownershipVerificationCertificateArn':'%2$s','routingMode':'ROUTING_RULE_THEN_BASE_PATH_MAPPING'}
                """.formatted(name, ARN)));
    }

    @Test
    void tellsPrivateDomainsOfOneNameApartByTheirIds() {
        // given
        String request = body("""
                {'domainName':'%s','certificateArn':'%s','endpointConfiguration':{'types':['PRIVATE']},
                 'policy':'{\\"Version\\":\\"2012-10-17\\"}'}
                """.formatted(name, ARN));

        // when
        JsonNode one = caller.post("/domainnames", request).created();
        JsonNode other = Management.ofNewTenant().post("/domainnames", request).created();
        JsonNode twin = caller.post("/domainnames", request).created();

        // then
        String id = one.get("domainNameId").textValue();
        assertThat(id)
                .matches("[a-z0-9]{10}")
                .isNotEqualTo(twin.get("domainNameId").textValue());
        assertThat(one.get("domainNameArn").textValue())
                .isEqualTo(
                        "arn:aws:apigateway:us-east-1:" + caller.key().tenant() + ":/domainnames/" + name + "+" + id);
        assertThat(one.at("/endpointConfiguration/ipAddressType").textValue()).isEqualTo("dualstack");
        assertThat(one.has("regionalDomainName") || one.has("distributionDomainName"))
                .isFalse();
        assertThat(caller.get(path() + "?domainNameId=" + id).ok()).isEqualTo(one);
        assertThat(caller.get(path()).refusal())
                .isEqualTo("404 NotFoundException: Invalid domain name identifier specified");
        assertThat(caller.get(path() + "?domainNameId="
                                + other.get("domainNameId").textValue())
                        .status())
                .isEqualTo(404);
        assertThat(caller.patch(path() + "?domainNameId=" + id, body("""
                {'op':'replace','path':'/managementPolicy','value':'{\\"a\\":1}'},
                {'op':'replace','path':'/policy','value':''}
                """))
                        .ok()
                        .get("managementPolicy")
                        .textValue())
                .isEqualTo("{\"a\":1}");
        assertThat(caller.delete(path() + "?domainNameId=" + id).status()).isEqualTo(202);
        assertThat(caller.get("/domainnames").ok().get("item")).hasSize(1);
    }

    @Test
    void aPublicNameBelongsToOneTenant() {
        // given
        String request = body("{'domainName':'%s'}".formatted(name));
        caller.post("/domainnames", request).created();

        // when
        String own = caller.post("/domainnames", request).refusal();
        String foreign = Management.ofNewTenant().post("/domainnames", request).refusal();

        // then
        assertThat(own).isEqualTo("409 ConflictException: The domain name you provided already exists.");
        assertThat(foreign).isEqualTo(own);
    }

    @Test
    @DisplayName("domains-and-endpoints 3")
    void aWildcardAndTheNamesBelowItHaveOneOwner() {
        // given
        String parent = name.substring(4);
        caller.post("/domainnames", body("{'domainName':'%s'}".formatted(name))).created();
        var stranger = Management.ofNewTenant();

        // when
        String wildcard = stranger.post("/domainnames", body("{'domainName':'*.%s'}".formatted(parent)))
                .refusal();
        String sibling = stranger.post("/domainnames", body("{'domainName':'other.%s'}".formatted(parent)))
                .refusal();
        stranger.delete("/domainnames/other." + parent).expect(202);
        caller.post("/domainnames", body("{'domainName':'*.%s'}".formatted(parent)))
                .created();
        String below = stranger.post("/domainnames", body("{'domainName':'third.%s'}".formatted(parent)))
                .refusal();

        // then
        assertThat(wildcard).isEqualTo("409 ConflictException: The domain name you provided already exists.");
        assertThat(sibling).isEqualTo("201 : ");
        assertThat(below).isEqualTo(wildcard);
        assertThat(caller.get("/domainnames/%2A." + parent)
                        .ok()
                        .get("domainName")
                        .textValue())
                .isEqualTo("*." + parent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Www.example.com",
                "localhost",
                "a_b.example.com",
                "-a.example.com",
                "a..example.com",
                "a.*.com",
                "1.2.3.4",
                "a.example.com.",
                "*",
                "",
                "a b.example.com",
                "a.exämple.com",
                "\\u0000.example.com\\u0007",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example.com"
            })
    void refusesWhatIsNoNameInLowerCase(String wrong) {
        assertThat(caller.post("/domainnames", "{\"domainName\":\"" + wrong + "\"}")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abcdefghij.execute-api.us-east-1.localhost", "d1.edge.localhost"})
    void refusesTheNamesOfTheInstallation(String reserved) {
        assertThat(caller.post("/domainnames", body("{'domainName':'%s'}".formatted(reserved)))
                        .refusal())
                .isEqualTo("400 BadRequestException: The domain name you provided is reserved.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "'endpointConfiguration':{'types':[]} § 400 BadRequestException: REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.",
                "'endpointConfiguration':{'types':['EDGE','REGIONAL']} § 400 BadRequestException: Cannot create a domain name with multiple Endpoint Types.",
                "'endpointConfiguration':{'types':['PRIVATE'],'ipAddressType':'ipv4'} § 400 BadRequestException: Only dualstack ipAddressType is supported for private domain names.",
                "'endpointConfiguration':{'types':['wrong']} § 400 ValidationException: 1 validation error detected: Value '[wrong]' at 'createDomainNameInput.endpointConfiguration.types' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [PRIVATE, EDGE, REGIONAL]]",
                "'routingMode':'wrong' § 400 ValidationException: 1 validation error detected: Value 'wrong' at 'createDomainNameInput.routingMode' failed to satisfy constraint: Member must satisfy enum value set: [BASE_PATH_MAPPING_ONLY, ROUTING_RULE_ONLY, ROUTING_RULE_THEN_BASE_PATH_MAPPING]",
                "'securityPolicy':'SecurityPolicy_TLS13_2025_EDGE' § 400 BadRequestException: The security policy SecurityPolicy_TLS13_2025_EDGE requires an endpoint access mode.",
                "'endpointAccessMode':'BASIC' § 400 BadRequestException: An endpoint access mode requires a security policy that starts with SecurityPolicy_.",
                "'securityPolicy':'SecurityPolicy_TLS13_1_3_2025_09','endpointAccessMode':'BASIC' § 400 BadRequestException: The security policy SecurityPolicy_TLS13_1_3_2025_09 does not fit an endpoint of type [EDGE].",
                "'mutualTlsAuthentication':{'truststoreUri':'s3://bucket/key'} § 400 BadRequestException: Mutual TLS can only be enabled for REGIONAL domain names with the security policy TLS_1_2 or stronger.",
                "'endpointConfiguration':{'types':['REGIONAL']},'mutualTlsAuthentication':{'truststoreUri':'https://x'} § 400 BadRequestException: Invalid truststoreUri specified. It must have the form s3://bucket/key",
                "'mutualTlsAuthentication':{'truststoreVersion':'1'} § 400 BadRequestException: A truststoreVersion requires a truststoreUri.",
                "'policy':'{}' § 400 BadRequestException: Policies can only be specified for private custom domain names.",
                "'certificateArn':'mine' § 400 BadRequestException: Invalid certificate ARN specified",
                "'tags':{'aws:a':'b'} § 400 BadRequestException: Invalid tag key: a key has 1 to 128 characters and does not start with aws:",
                "'securityPolicy':1 § 400 SerializationException: class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String",
            })
    void refusesToCreate(String members, String refusal) {
        assertThat(caller.post("/domainnames", body("{'domainName':'%s',%s}".formatted(name, members)))
                        .refusal())
                .isEqualTo(refusal);
    }

    @Test
    void reportsEveryBrokenConstraintAtOnce() {
        assertThat(caller.post("/domainnames", body("{'securityPolicy':'x','endpointAccessMode':'y'}"))
                        .message())
                .startsWith("3 validation errors detected: Value null at 'createDomainNameInput.domainName'");
    }

    @Test
    void patchesEveryMember() {
        // given
        create("'endpointConfiguration':{'types':['REGIONAL']}");

        // when
        JsonNode patched = caller.patch(path(), body("""
                {'op':'replace','path':'/regionalCertificateArn','value':'%1$s'},
                {'op':'add','path':'/regionalCertificateName','value':'mine'},
                {'op':'replace','path':'/endpointConfiguration/ipAddressType','value':'dualstack'},
                {'op':'replace','path':'/securityPolicy','value':'SecurityPolicy_TLS13_1_2_2021_06'},
                {'op':'replace','path':'/endpointAccessMode','value':'BASIC'},
                {'op':'replace','path':'/routingMode','value':'ROUTING_RULE_ONLY'},
                {'op':'replace','path':'/mutualTlsAuthentication/truststoreUri','value':'s3://bucket/key'},
                {'op':'add','path':'/mutualTlsAuthentication/truststoreVersion','value':'2'},
                {'op':'add','path':'/ownershipVerificationCertificateArn','value':'%1$s'}
                """.formatted(ARN))).ok();

        // then
        assertThat(stable(patched)).isEqualTo(expected("""
                {'domainName':'%1$s','domainNameArn':'arn:aws:apigateway:us-east-1::/domainnames/%1$s',
                 'regionalCertificateArn':'%2$s','regionalCertificateName':'mine',
                 'regionalHostedZoneId':'Z1UJRXOUMOOFQ8',
                 'endpointConfiguration':{'types':['REGIONAL'],'ipAddressType':'dualstack'},
                 'domainNameStatus':'AVAILABLE','securityPolicy':'SecurityPolicy_TLS13_1_2_2021_06',
                 'endpointAccessMode':'BASIC','routingMode':'ROUTING_RULE_ONLY',
                 'mutualTlsAuthentication':{'truststoreUri':'s3://bucket/key','truststoreVersion':'2'},
                 'ownershipVerificationCertificateArn':'%2$s'}
                """.formatted(name, ARN)));
    }

    @Test
    @DisplayName("management-api 6: an empty truststoreUri disables mutual TLS")
    void anEmptyTruststoreUriDisablesMutualTls() {
        // given
        create("'endpointConfiguration':{'types':['REGIONAL']},"
                + "'mutualTlsAuthentication':{'truststoreUri':'s3://bucket/key','truststoreVersion':'1'}");

        // when
        JsonNode patched = caller.patch(
                        path(), body("{'op':'replace','path':'/mutualTlsAuthentication/truststoreUri','value':''}"))
                .ok();

        // then
        assertThat(patched.has("mutualTlsAuthentication")).isFalse();
    }

    @Test
    @DisplayName("management-api 6: a domain migrates in two calls")
    void movesBetweenEdgeAndRegional() {
        // given
        JsonNode edge = create("'certificateArn':'%s'".formatted(ARN));

        // when
        JsonNode both = caller.patch(path(), body("""
                {'op':'add','path':'/endpointConfiguration/types','value':'REGIONAL'},
                {'op':'add','path':'/regionalCertificateArn','value':'%s'}
                """.formatted(ARN))).ok();
        JsonNode regional = caller.patch(path(), body("""
                {'op':'remove','path':'/endpointConfiguration/types','value':'EDGE'},
                {'op':'remove','path':'/certificateArn'}
                """)).ok();

        // then
        assertThat(both.at("/endpointConfiguration/types")).isEqualTo(expected("['EDGE','REGIONAL']"));
        assertThat(both.get("distributionDomainName")).isEqualTo(edge.get("distributionDomainName"));
        assertThat(regional.get("regionalDomainName")).isEqualTo(both.get("regionalDomainName"));
        assertThat(regional.has("distributionDomainName") || regional.has("certificateUploadDate"))
                .isFalse();
        assertThat(caller.patch(path(), body("{'op':'replace','path':'/endpointConfiguration/types/0','value':'EDGE'}"))
                        .ok()
                        .at("/endpointConfiguration/types"))
                .isEqualTo(expected("['EDGE']"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "replace § /x § v § 400 BadRequestException: Invalid patch path /x",
                "remove § /routingMode § v § 400 BadRequestException: Invalid patch operation specified. Must be one of: [replace]",
                "replace § /routingMode § v § 400 BadRequestException: Invalid routingMode specified. Valid options are BASE_PATH_MAPPING_ONLY,ROUTING_RULE_ONLY,ROUTING_RULE_THEN_BASE_PATH_MAPPING",
                "replace § /endpointAccessMode § v § 400 BadRequestException: Invalid endpointAccessMode specified. Valid options are BASIC,STRICT",
                "replace § /endpointConfiguration/ipAddressType § v § 400 BadRequestException: ipAddressType must be either ipv4 or dualstack.",
                "replace § /endpointConfiguration/types/EDGE § v § 400 BadRequestException: Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE",
                "replace § /endpointConfiguration/types/1 § REGIONAL § 400 BadRequestException: Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE",
                "replace § /endpointConfiguration/types/EDGE § PRIVATE § 400 BadRequestException: A domain name cannot be moved between a private and a public endpoint type.",
                "remove § /endpointConfiguration/types § EDGE § 400 BadRequestException: REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.",
                "replace § /policy § {} § 400 BadRequestException: Policies can only be specified for private custom domain names.",
                "replace § /certificateArn § v § 400 BadRequestException: Invalid certificate ARN specified",
            })
    void refusesToPatch(String op, String path, String value, String refusal) {
        create("'certificateName':'c'");

        assertThat(caller.patch(path(), "{\"op\":\"%s\",\"path\":\"%s\",\"value\":\"%s\"}".formatted(op, path, value))
                        .refusal())
                .isEqualTo(refusal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/certificateName", "/regionalCertificateName"})
    void boundsTheNamesOfCertificates(String path) {
        // given
        create("'certificateName':'c'");

        // when
        var answer = caller.patch(
                path(), body("{'op':'replace','path':'%s','value':'%s'}".formatted(path, "a".repeat(129))));

        // then
        assertThat(answer.refusal())
                .isEqualTo("400 BadRequestException: " + path.substring(1) + " must have at most 128 characters");
    }

    @Test
    void boundsTheVersionOfATruststore() {
        // when
        var answer = caller.post("/domainnames", body("""
                {'domainName':'%s','endpointConfiguration':{'types':['REGIONAL']},
                 'mutualTlsAuthentication':{'truststoreUri':'s3://bucket/key','truststoreVersion':'%s'}}
                """.formatted(name, "1".repeat(1025))));

        // then
        assertThat(answer.refusal())
                .isEqualTo("400 BadRequestException: truststoreVersion must have at most 1024 characters");
    }

    @Test
    void refusesToAddAndRemoveEndpointsInOneCall() {
        create("'certificateName':'c'");

        assertThat(caller.patch(path(), body("""
                {'op':'add','path':'/endpointConfiguration/types','value':'REGIONAL'},
                {'op':'remove','path':'/endpointConfiguration/types','value':'EDGE'}
                """)).refusal())
                .isEqualTo("400 BadRequestException: Certificates and endpoint types cannot be added and removed in one"
                        + " request.");
    }

    @Test
    void listsInOrderOfCreation() {
        // given
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            made.add(caller.post("/domainnames", body("{'domainName':'n%d.%s'}".formatted(i, name)))
                    .created()
                    .get("domainName")
                    .textValue());
        }

        // when
        JsonNode first = caller.get("/domainnames?limit=2").ok();
        JsonNode second = caller.get(
                        "/domainnames?position=" + first.get("position").textValue())
                .ok();

        // then
        var seen = new ArrayList<>(first.get("item").findValuesAsText("domainName"));
        seen.addAll(second.get("item").findValuesAsText("domainName"));
        assertThat(seen).isEqualTo(made);
        assertThat(second.has("position")).isFalse();
        assertThat(caller.get("/domainnames?resourceOwner=OTHER_ACCOUNTS").ok()).isEqualTo(expected("{'item':[]}"));
        assertThat(caller.get("/domainnames?resourceOwner=x").refusal())
                .isEqualTo(
                        "400 ValidationException: 1 validation error detected: Value 'x' at 'resourceOwner' failed to"
                                + " satisfy constraint: Member must satisfy enum value set: [SELF, OTHER_ACCOUNTS]");
    }

    @Test
    void aForeignDomainIsAsOneThatIsNotThere() {
        // given
        create("'certificateName':'c'");
        var stranger = Management.ofNewTenant();

        // then
        String missing = "404 NotFoundException: Invalid domain name identifier specified";
        assertThat(stranger.get(path()).refusal()).isEqualTo(missing);
        assertThat(stranger.delete(path()).refusal()).isEqualTo(missing);
        assertThat(stranger.get("/domainnames").ok()).isEqualTo(expected("{'item':[]}"));
        assertThat(caller.delete(path()).status()).isEqualTo(202);
        assertThat(caller.get(path()).refusal()).isEqualTo(missing);
    }

    @Test
    @DisplayName("management-api 14")
    void boundsTheDomainsOfATenant() {
        for (int i = 0; i < 120; i++) {
            caller.post("/domainnames", body("{'domainName':'n%d.%s'}".formatted(i, name)))
                    .created();
        }

        assertThat(caller.post("/domainnames", body("{'domainName':'%s'}".formatted(name)))
                        .refusal())
                .isEqualTo("429 LimitExceededException: Maximum number of domain names for this account has been"
                        + " reached: 120");
    }

    private JsonNode create(String members) {
        return caller.post("/domainnames", body("{'domainName':'%s',%s}".formatted(name, members)))
                .created();
    }

    private String path() {
        return "/domainnames/" + name;
    }

    /** The members that do not change from run to run. */
    private static JsonNode stable(JsonNode domain) {
        return ((ObjectNode) domain.deepCopy())
                .without(List.of("distributionDomainName", "regionalDomainName", "certificateUploadDate"));
    }
}
