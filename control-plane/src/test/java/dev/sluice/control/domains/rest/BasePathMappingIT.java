package dev.sluice.control.domains.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import dev.sluice.control.platform.ids.RandomIds;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@DisplayName("management-api 10, 11")
class BasePathMappingIT {
    private Management caller;
    private SampleApi api;
    private String name;
    private String domain;
    private String mappings;

    @BeforeEach
    void aDomain() {
        caller = Management.ofNewTenant();
        api = SampleApi.mock(caller);
        api.deploy("prod");
        name = RandomIds.next() + ".example.com";
        domain = "/domainnames/" + name;
        mappings = domain + "/basepathmappings";
        caller.post("/domainnames", body("{'domainName':'%s'}".formatted(name))).created();
    }

    @Test
    void mapsABasePathToAStage() {
        // when
        JsonNode made = map("'basePath':'v1','stage':'prod'").created();

        // then
        assertThat(made).isEqualTo(expected("{'basePath':'v1','restApiId':'%s','stage':'prod'}".formatted(api.id())));
        assertThat(caller.get(mappings + "/v1").ok()).isEqualTo(made);
        assertThat(caller.delete(mappings + "/v1").status()).isEqualTo(202);
        assertThat(caller.get(mappings + "/v1").refusal())
                .isEqualTo("404 NotFoundException: Invalid base path mapping identifier specified");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a':1", "'basePath':''", "'basePath':'(none)'", "'basePath':null"})
    @DisplayName("management-api 10: (none) both ways, also encoded as a label")
    void theEmptyBasePathIsNoneOnTheWire(String member) {
        // when
        JsonNode made = map(member + ",'stage':'(none)'").created();

        // then
        assertThat(made).isEqualTo(expected("{'basePath':'(none)','restApiId':'%s'}".formatted(api.id())));
        assertThat(caller.get(mappings + "/%28none%29").ok()).isEqualTo(made);
        assertThat(caller.get(mappings + "/(none)").ok()).isEqualTo(made);
        assertThat(map("'stage':'prod'").refusal())
                .isEqualTo("409 ConflictException: Base path already exists for this domain name");
    }

    @Test
    @DisplayName("management-api 6: both spellings of the paths")
    void patchesEveryMemberInBothSpellings() {
        // given
        map("'basePath':'v1','stage':'prod'").created();
        var other = SampleApi.mock(caller);
        other.deploy("test");

        // when
        JsonNode first =
                caller.patch(mappings + "/v1", body("""
                {'op':'replace','path':'/basepath','value':'v2'},
                {'op':'replace','path':'/restapiId','value':'%s'},
                {'op':'replace','path':'/stage','value':'test'}
                """.formatted(other.id()))).ok();
        JsonNode second =
                caller.patch(mappings + "/v2", body("""
                {'op':'replace','path':'/basePath','value':''},
                {'op':'replace','path':'/restApiId','value':'%s'},
                {'op':'replace','path':'/stage','value':''}
                """.formatted(api.id()))).ok();

        // then
        assertThat(first)
                .isEqualTo(expected("{'basePath':'v2','restApiId':'%s','stage':'test'}".formatted(other.id())));
        assertThat(caller.get(mappings + "/v1").status()).isEqualTo(404);
        assertThat(second).isEqualTo(expected("{'basePath':'(none)','restApiId':'%s'}".formatted(api.id())));
        assertThat(caller.get(mappings).ok().get("item")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "'basePath':'/' § 400 BadRequestException: API Gateway V1 doesn't support the slash character (/) in base path mappings. To create a multi-level base path mapping, use API Gateway V2.",
                "'basePath':'a/b' § 400 BadRequestException: API Gateway V1 doesn't support the slash character (/) in base path mappings. To create a multi-level base path mapping, use API Gateway V2.",
                "'basePath':'a?b' § 400 BadRequestException: Invalid base path specified. It has at most 300 letters, digits, spaces and characters of $-_.+!*'()",
                "'stage':'none' § 400 BadRequestException: Invalid stage identifier specified",
                "'stage':'%' § 400 BadRequestException: Invalid stage identifier specified",
                "'basePath':1 § 400 SerializationException: class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String",
            })
    void refusesToMap(String members, String refusal) {
        assertThat(map(members).refusal()).isEqualTo(refusal);
    }

    @Test
    void refusesAnApiThatIsNotThereOrAnothers() {
        // given
        var foreign = SampleApi.mock(Management.ofNewTenant());

        // then
        for (String id : List.of("nothing", foreign.id(), "", "a'b")) {
            assertThat(caller.post(mappings, "{\"restApiId\":\"" + id + "\"}").refusal())
                    .isEqualTo("400 BadRequestException: Invalid REST API identifier specified");
        }
        assertThat(caller.post(mappings, "{}").refusal())
                .isEqualTo(
                        "400 ValidationException: 1 validation error detected: Value null at"
                                + " 'createBasePathMappingInput.restApiId' failed to satisfy constraint: Member must not be null");
        assertThat(caller.post("/domainnames/nothing.example.com/basepathmappings", body("{'restApiId':'x'}"))
                        .refusal())
                .isEqualTo("404 NotFoundException: Invalid domain name identifier specified");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "replace § /x § v § 400 BadRequestException: Invalid patch path /x",
                "remove § /stage § v § 400 BadRequestException: Invalid patch operation specified. Must be one of: [replace]",
                "replace § /stage § v § 400 BadRequestException: Invalid stage identifier specified",
                "replace § /restapiId § v § 400 BadRequestException: Invalid REST API identifier specified",
                "replace § /basepath § v2 § 409 ConflictException: Base path already exists for this domain name",
            })
    void refusesToPatch(String op, String path, String value, String refusal) {
        map("'basePath':'v1'").created();
        map("'basePath':'v2'").created();

        assertThat(caller.patch(
                                mappings + "/v1",
                                "{\"op\":\"%s\",\"path\":\"%s\",\"value\":\"%s\"}".formatted(op, path, value))
                        .refusal())
                .isEqualTo(refusal);
    }

    @Test
    void aPrivateDomainLeadsToPrivateApisAlone() {
        // given
        JsonNode made = caller.post(
                        "/domainnames",
                        body("{'domainName':'%s','endpointConfiguration':{'types':['PRIVATE']}}".formatted(name)))
                .created();
        String below = mappings + "?domainNameId=" + made.get("domainNameId").textValue();
        String privateApi = caller.post("/restapis", body("{'name':'p','endpointConfiguration':{'types':['PRIVATE']}}"))
                .created()
                .get("id")
                .textValue();

        // then
        String refusal = "400 BadRequestException: A private domain name leads to private APIs, a public one to public"
                + " APIs.";
        assertThat(caller.post(below, body("{'restApiId':'%s'}".formatted(api.id())))
                        .refusal())
                .isEqualTo(refusal);
        assertThat(caller.post(mappings, body("{'restApiId':'%s'}".formatted(privateApi)))
                        .refusal())
                .isEqualTo(refusal);
        caller.post(below, body("{'restApiId':'%s'}".formatted(privateApi))).created();
        assertThat(caller.get(below).ok().get("item")).hasSize(1);
        assertThat(caller.get(mappings).ok()).isEqualTo(expected("{'item':[]}"));
    }

    @Test
    @DisplayName("management-api 11")
    void keepsApisAndStagesThatAreMapped() {
        // given
        map("'basePath':'v1','stage':'prod'").created();

        // when
        String ofApi = caller.delete(api.path()).refusal();
        String ofStage = caller.delete(api.stages() + "/prod").refusal();

        // then
        assertThat(ofApi)
                .isEqualTo("400 BadRequestException: Deleting RestApi %s failed. Please remove all base path mappings"
                                .formatted(api.id())
                        + " related to the RestApi in your domains: " + name);
        assertThat(ofStage)
                .isEqualTo("400 BadRequestException: Deleting stage prod failed. Please remove all base path mappings"
                        + " related to the stage in your domains: " + name);
        caller.patch(mappings + "/v1", body("{'op':'replace','path':'/stage','value':'(none)'}"))
                .ok();
        assertThat(caller.delete(api.stages() + "/prod").status()).isEqualTo(202);
    }

    @Test
    void aMappedApiStaysPublicOrPrivate() {
        // given
        map("'basePath':'v1'").created();
        String refusal = "400 BadRequestException: Making RestApi %s private failed. Please remove all base path"
                        .formatted(api.id())
                + " mappings related to the RestApi in your domains: " + name;
        String toPrivate = body("{'op':'replace','path':'/endpointConfiguration/types/EDGE','value':'PRIVATE'}");

        // when
        String refused = caller.patch(api.path(), toPrivate).refusal();

        // then
        assertThat(refused).isEqualTo(refusal);
        caller.patch(api.path(), body("{'op':'replace','path':'/name','value':'new'}"))
                .ok();
        caller.delete(mappings + "/v1").expect(202);
        assertThat(caller.patch(api.path(), toPrivate).ok().at("/endpointConfiguration/types/0"))
                .isEqualTo(expected("'PRIVATE'"));
    }

    @Test
    void deletingADomainDeletesItsMappings() {
        // given
        map("'basePath':'v1'").created();

        // when
        int deleted = caller.delete(domain).status();

        // then
        assertThat(deleted).isEqualTo(202);
        assertThat(caller.get(mappings).status()).isEqualTo(404);
        assertThat(caller.delete(api.path()).status()).isEqualTo(202);
    }

    @Test
    void listsInOrderOfCreation() {
        // given
        for (String path : List.of("c", "a", "(none)")) {
            map("'basePath':'%s'".formatted(path)).created();
        }

        // when
        JsonNode first = caller.get(mappings + "?limit=2").ok();
        JsonNode second = caller.get(
                        mappings + "?position=" + first.get("position").textValue())
                .ok();

        // then
        assertThat(first.get("item").findValuesAsText("basePath")).containsExactly("c", "a");
        assertThat(second.get("item").findValuesAsText("basePath")).containsExactly("(none)");
    }

    @Test
    @DisplayName("as Terraform does: many at once, none fails, none is lost")
    void takesManyMappingsAtOnce() throws Exception {
        // given
        List<Callable<Integer>> calls = IntStream.range(0, 10)
                .<Callable<Integer>>mapToObj(i -> () ->
                        map("'basePath':'p%d','stage':'prod'".formatted(i)).status())
                .toList();

        // when
        Map<Integer, Long> statuses;
        try (var threads = Executors.newFixedThreadPool(10)) {
            statuses = threads.invokeAll(calls).stream()
                    .map(future -> future.resultNow())
                    .collect(Collectors.groupingBy(status -> status, Collectors.counting()));
        }

        // then
        assertThat(statuses).isEqualTo(Map.of(201, 10L));
        assertThat(caller.get(mappings).ok().get("item")).hasSize(10);
    }

    private Management.Reply map(String members) {
        return caller.post(mappings, body("{'restApiId':'%s',%s}".formatted(api.id(), members)));
    }
}
