package dev.sluice.control.usageplans.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class UsagePlanIT {
    private Management caller;
    private SampleApi api;

    @BeforeEach
    void aDeployedApi() {
        caller = Management.ofNewTenant();
        api = SampleApi.mock(caller);
        api.deploy("prod");
    }

    @Test
    @DisplayName(
            "management-api 15.24: stages are {api}:{stage}, resource paths keep their slashes, throttles are JSON, the"
                    + " offset of a quota is 0, the keys of an unknown plan are none")
    void trap24UsagePlans() {
        String plan = plan("{'name':'p'}");
        String stage = "/apiStages/" + api.id() + ":prod/throttle";

        // As Terraform sends them: raw, so that the leading slash of the resource doubles.
        assertThat(caller.patch(plan, body("""
                {'op':'add','path':'/apiStages','value':'%1$s:prod'},
                {'op':'replace','path':'%2$s//pets/{id}/GET/rateLimit','value':'1.5'},
                {'op':'add','path':'%2$s//pets/{id}/GET/burstLimit','value':'3'},
                {'op':'replace','path':'%2$s///GET/burstLimit','value':'2'},
                {'op':'replace','path':'%2$s/~1cats/POST/rateLimit','value':'7'}
                """.formatted(api.id(), stage))).ok().get("apiStages"))
                .isEqualTo(expected("""
                [{'apiId':'%s','stage':'prod','throttle':{'/pets/{id}/GET':{'burstLimit':3,'rateLimit':1.5},
                  '//GET':{'burstLimit':2},'/cats/POST':{'rateLimit':7.0}}}]
                """.formatted(api.id())));
        assertThat(caller.patch(plan, body("""
                {'op':'remove','path':'%1$s//pets/{id}/GET'},{'op':'remove','path':'%1$s///GET'}
                """.formatted(stage))).ok().at("/apiStages/0/throttle"))
                .isEqualTo(expected("{'/cats/POST':{'rateLimit':7.0}}"));
        assertThat(caller.patch(
                                plan,
                                "{\"op\":\"replace\",\"path\":\"" + stage + "\",\"value\":"
                                        + "\"{\\\"/pets/GET\\\":{\\\"rateLimit\\\":1.0,\\\"burstLimit\\\":1},\\\"//GET\\\":{\\\"burstLimit\\\":4}}\"}")
                        .ok()
                        .at("/apiStages/0/throttle"))
                .isEqualTo(expected("{'/pets/GET':{'burstLimit':1,'rateLimit':1.0},'//GET':{'burstLimit':4}}"));
        assertThat(caller.patch(plan, body("{'op':'remove','path':'" + stage + "'}"))
                        .ok()
                        .get("apiStages"))
                .isEqualTo(expected("[{'apiId':'" + api.id() + "','stage':'prod'}]"));
        assertDefaults();
        assertThat(caller.get("/usageplans/zzzzzzzzzz/keys").ok()).isEqualTo(expected("{'item':[]}"));
    }

    private void assertDefaults() {
        var made = create("""
                {'name':'p','quota':{'limit':10,'period':'WEEK'},'throttle':{'rateLimit':1,'burstLimit':5}}
                """);

        assertThat(made.toString()).contains("\"rateLimit\":1.0");
        assertThat(without(made, "id")).isEqualTo(expected("""
                {'name':'p','apiStages':[],'quota':{'limit':10,'offset':0,'period':'WEEK'},
                 'throttle':{'burstLimit':5,'rateLimit':1.0}}
                """));
    }

    @Test
    @DisplayName("management-api 4: tags are absent on create and in lists, {} on get and update")
    void showsNoTagsWhereThereAreNone() {
        String plan = plan("{'name':'p'}");

        assertThat(caller.get("/usageplans").ok().at("/item/0").has("tags")).isFalse();
        assertThat(caller.get(plan).ok().get("tags")).isEmpty();
        assertThat(caller.patch(plan, "").ok().get("tags")).isEmpty();
        assertThat(create("{'name':'p','tags':{'a':'b'}}").get("tags")).isEqualTo(expected("{'a':'b'}"));
    }

    @Test
    @DisplayName("management-api 1: create answers 201, delete 202 without a body")
    void answersWithTheStatusOfEachOperation() {
        String plan = plan("{'name':'p'}");

        var deleted = caller.delete(plan);

        assertThat(deleted.status()).isEqualTo(202);
        assertThat(deleted.json().isNull()).isTrue();
        assertThat(caller.get(plan).refusal()).isEqualTo("404 NotFoundException: Invalid Usage Plan ID specified");
    }

    @Test
    void createsWithStagesAndTheirThrottles() {
        assertThat(create("""
                {'name':'p','description':'d','apiStages':[{'apiId':'%1$s','stage':'prod',
                  'throttle':{'/pets/GET':{'rateLimit':2.5,'burstLimit':1},'//GET':{'burstLimit':0}}}]}
                """.formatted(api.id())).get("apiStages")).isEqualTo(expected("""
                [{'apiId':'%s','stage':'prod','throttle':{'/pets/GET':{'burstLimit':1,'rateLimit':2.5},
                  '//GET':{'burstLimit':0}}}]
                """.formatted(api.id())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{} § 400 ValidationException: 1 validation error detected: Value null at 'createUsagePlanInput.name' failed to satisfy constraint: Member must not be null",
                "{'quota':{'limit':1,'period':'YEAR'}} § 400 ValidationException: 2 validation errors detected: Value null at 'createUsagePlanInput.name' failed to satisfy constraint: Member must not be null; Value 'YEAR' at 'createUsagePlanInput.quota.period' failed to satisfy constraint: Member must satisfy enum value set: [DAY, WEEK, MONTH]",
                "{'name':''} § 400 BadRequestException: Name cannot be empty",
                "{'name':'p','quota':{'limit':1}} § 400 BadRequestException: Usage Plan quota limit and period must be specified",
                "{'name':'p','quota':{'limit':-1,'period':'DAY'}} § 400 BadRequestException: Invalid quota limit specified, must be a whole number of at least 0",
                "{'name':'p','quota':{'limit':1,'period':'DAY','offset':1}} § 400 BadRequestException: Usage Plan quota offset must be zero in the DAY period",
                "{'name':'p','quota':{'limit':1,'period':'WEEK','offset':7}} § 400 BadRequestException: Usage Plan quota offset must be between 0 and 6 inclusive in the WEEK period",
                "{'name':'p','quota':{'limit':1,'period':'MONTH','offset':28}} § 400 BadRequestException: Usage Plan quota offset must be between 0 and 27 inclusive in the MONTH period",
                "{'name':'p','throttle':{'rateLimit':-1}} § 400 BadRequestException: Invalid rate limit specified, must be a number of at least 0",
                "{'name':'p','throttle':{'rateLimit':1e999}} § 400 BadRequestException: Invalid rate limit specified, must be a number of at least 0",
                "{'name':'p','throttle':{'burstLimit':-1}} § 400 BadRequestException: Invalid burst limit specified, must be a whole number of at least 0",
                "{'name':'p','throttle':{'burstLimit':1.5}} § 400 SerializationException: class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an Integer",
                "{'name':'p','apiStages':[{'apiId':'x'}]} § 400 BadRequestException: Invalid API Stage specified",
                "{'name':'p','apiStages':[{'apiId':'x','stage':'y'}]} § 404 NotFoundException: Invalid API Stage {api: x, stage: y} specified",
                "{'name':'p','apiStages':{}} § 400 SerializationException: Expected list or null",
            })
    void refusesToCreate(String body, String refusal) {
        assertThat(caller.post("/usageplans", body(body)).refusal()).isEqualTo(refusal);
    }

    @Test
    void patchesEveryMember() {
        String plan = plan("{'name':'p'}");

        assertThat(without(caller.patch(plan, body("""
                {'op':'replace','path':'/name','value':'n'},{'op':'replace','path':'/description','value':'d'},
                {'op':'add','path':'/productCode','value':'c'},
                {'op':'add','path':'/throttle/rateLimit','value':'10'},
                {'op':'replace','path':'/throttle/burstLimit','value':'20'},
                {'op':'add','path':'/quota/offset','value':'3'},{'op':'add','path':'/quota/limit','value':'100'},
                {'op':'replace','path':'/quota/period','value':'MONTH'}
                """)).ok(), "id")).isEqualTo(expected("""
                {'name':'n','description':'d','productCode':'c','apiStages':[],
                 'throttle':{'burstLimit':20,'rateLimit':10.0},
                 'quota':{'limit':100,'offset':3,'period':'MONTH'},'tags':{}}
                """));
        assertThat(without(caller.patch(plan, body("""
                {'op':'replace','path':'/description','value':''},{'op':'remove','path':'/productCode'},
                {'op':'remove','path':'/throttle'},{'op':'remove','path':'/quota'}
                """)).ok(), "id"))
                .isEqualTo(expected("{'name':'n','apiStages':[],'tags':{}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "remove § /name § x § 400 BadRequestException: Invalid patch path  '/name' specified for op 'remove'. Must be one of: [/apiStages, /quota, /throttle, /productCode, /apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>, /apiStages/<apidId:stageName>/throttle]",
                "move § /name § x § 400 BadRequestException: Invalid patch path  '/name' specified for op 'move'. Please choose supported operations",
                "remove § /apiStages § `` § 400 BadRequestException: Invalid API Stage specified",
                "remove § /apiStages § x § 400 BadRequestException: Invalid API Stage specified",
                "remove § /apiStages § x:y § 404 NotFoundException: Invalid API Stage {api: x, stage: y} specified for usageplan PLAN",
                "add § /apiStages § x:y § 404 NotFoundException: Invalid API Stage {api: x, stage: y} specified for usageplan PLAN",
                "add § /apiStages/x:y/throttle//a/GET/rateLimit § 1 § 404 NotFoundException: Invalid API Stage {api: x, stage: y} specified for usageplan PLAN",
                "replace § /throttle/rateLimit § fast § 400 BadRequestException: Invalid value specified for /throttle/rateLimit, must be a number of at least 0",
                "replace § /throttle/burstLimit § 1.5 § 400 BadRequestException: Invalid value specified for /throttle/burstLimit, must be a whole number of at least 0",
                "replace § /quota/limit § 99999999999 § 400 BadRequestException: Invalid value specified for /quota/limit, must be a whole number of at least 0",
                "replace § /quota/limit § 5 § 400 BadRequestException: Usage Plan quota limit and period must be specified",
                "replace § /quota/period § YEAR § 400 BadRequestException: Invalid Usage Plan quota period specified. Must be one of [DAY, WEEK, MONTH]",
                "replace § /name § `` § 400 BadRequestException: Name cannot be empty",
            })
    void refusesToPatch(String op, String path, String value, String refusal) {
        String plan = plan("{'name':'p'}");

        assertThat(caller.patch(plan, "{\"op\":\"%s\",\"path\":\"%s\",\"value\":\"%s\"}".formatted(op, path, value))
                        .refusal()
                        .replace(plan.substring("/usageplans/".length()), "PLAN"))
                .isEqualTo(refusal);
    }

    @Test
    void aRefusedPatchLeavesNothingBehind() {
        String plan = plan("{'name':'p'}");

        assertThat(caller.patch(plan, body("""
                {'op':'add','path':'/apiStages','value':'%s:prod'},{'op':'replace','path':'/name','value':''}
                """.formatted(api.id()))).status()).isEqualTo(400);

        assertThat(caller.get(plan).ok().get("apiStages")).isEmpty();
    }

    @Test
    void aThrottleThatCannotBeReadIsRefused() {
        String plan = plan("{'name':'p'}");
        addStage(plan, "prod");
        List<String> unreadable = List.of(
                "", "x", "[]", "{\\\"a\\\":1}", "{\\\"/a/GET\\\":{\\\"rateLimit\\\":\\\"1\\\"}}", "{\\\"GET\\\":{}}");

        for (String value : unreadable) {
            assertThat(caller.patch(
                                    plan,
                                    "{\"op\":\"replace\",\"path\":\"/apiStages/%s:prod/throttle\",\"value\":\"%s\"}"
                                            .formatted(api.id(), value))
                            .errorType())
                    .as(value)
                    .isEqualTo(value.isEmpty() ? "" : "BadRequestException");
        }
    }

    @Test
    void boundsTheMethodThrottlesOfAStage() {
        String plan = plan("{'name':'p'}");
        addStage(plan, "prod");
        String operations = IntStream.range(0, 20)
                .mapToObj(i -> body("{'op':'add','path':'/apiStages/%s:prod/throttle//p%d/GET/burstLimit','value':'1'}"
                        .formatted(api.id(), i)))
                .collect(Collectors.joining(","));
        caller.patch(plan, operations).ok();

        assertThat(caller.patch(
                                plan,
                                body("{'op':'add','path':'/apiStages/%s:prod/throttle//x/GET/burstLimit','value':'1'}"
                                        .formatted(api.id())))
                        .refusal())
                .isEqualTo("429 LimitExceededException: Maximum number of method throttles for this API Stage has been"
                        + " reached: 20");
    }

    @Test
    void boundsTheStagesOfAPlan() {
        // given
        String stages = IntStream.range(0, 301)
                .mapToObj(i -> "{'apiId':'%s','stage':'s%d'}".formatted(api.id(), i))
                .collect(Collectors.joining(","));

        // when
        var answer = caller.post("/usageplans", body("{'name':'p','apiStages':[%s]}".formatted(stages)));

        // then
        assertThat(answer.refusal())
                .isEqualTo("429 LimitExceededException: Maximum number of API Stages for this Usage Plan has been"
                        + " reached: 300");
    }

    @Test
    void refusesTheFirstStageThatIsNotThere() {
        // given
        String plan = plan("{'name':'p'}");

        // when
        var answer = caller.patch(plan, body("""
                {'op':'add','path':'/apiStages','value':'%1$s:prod'},
                {'op':'add','path':'/apiStages','value':'%1$s:none'},
                {'op':'add','path':'/apiStages','value':'%1$s:neither'}
                """.formatted(api.id())));

        // then
        assertThat(answer.refusal())
                .isEqualTo("404 NotFoundException: Invalid API Stage {api: %s, stage: none} specified for usageplan "
                                .formatted(api.id())
                        + plan.substring(plan.lastIndexOf('/') + 1));
        assertThat(caller.get(plan).ok().get("apiStages")).isEmpty();
    }

    @Test
    void boundsThePlansOfATenant() {
        for (int i = 0; i < 300; i++) {
            create("{'name':'p'}");
        }

        assertThat(caller.post("/usageplans", "{\"name\":\"p\"}").refusal())
                .isEqualTo("429 LimitExceededException: Maximum number of Usage Plans for this account has been"
                        + " reached: 300");
    }

    /** management-api 11 [F]: Terraform removes the stages first. */
    @Test
    void isNotDeletedWhileItOpensStages() {
        String plan = plan("{'name':'p'}");
        addStage(plan, "prod");

        assertThat(caller.delete(plan).refusal())
                .isEqualTo(
                        "400 BadRequestException: Cannot delete Usage Plan " + plan.substring("/usageplans/".length())
                                + " because there are API Stages associated with it, including " + api.id() + ":prod");

        caller.patch(plan, body("{'op':'remove','path':'/apiStages','value':'" + api.id() + ":prod'}"))
                .ok();
        assertThat(caller.delete(plan).status()).isEqualTo(202);
    }

    @Test
    void losesAStageThatIsDeletedAloneOrWithItsApi() {
        api.deploy("test");
        String plan = plan("{'name':'p'}");
        addStage(plan, "prod");
        addStage(plan, "test");

        assertThat(caller.delete(api.stages() + "/test").status()).isEqualTo(202);
        assertThat(caller.get(plan).ok().get("apiStages").findValuesAsText("stage"))
                .containsExactly("prod");
        assertThat(caller.delete(api.path()).status()).isEqualTo(202);
        assertThat(caller.get(plan).ok().get("apiStages")).isEmpty();
    }

    @Test
    void addingAStageAgainChangesNothing() {
        String plan = plan("{'name':'p'}");
        addStage(plan, "prod");
        addStage(plan, "prod");

        assertThat(caller.get(plan).ok().get("apiStages")).hasSize(1);
    }

    @Test
    void pagesInOrderOfCreation() {
        for (int i = 0; i < 3; i++) {
            create("{'name':'p" + i + "'}");
        }

        var first = caller.get("/usageplans?limit=2").ok();

        assertThat(first.get("item").findValuesAsText("name")).containsExactly("p0", "p1");
        assertThat(caller.get("/usageplans?limit=2&position="
                                + first.get("position").textValue())
                        .ok()
                        .findValuesAsText("name"))
                .containsExactly("p2");
    }

    private JsonNode create(String text) {
        return caller.post("/usageplans", body(text)).created();
    }

    private String plan(String text) {
        return "/usageplans/" + create(text).get("id").textValue();
    }

    private void addStage(String plan, String stage) {
        caller.patch(plan, body("{'op':'add','path':'/apiStages','value':'%s:%s'}".formatted(api.id(), stage)))
                .ok();
    }

    private static JsonNode without(JsonNode object, String member) {
        return ((ObjectNode) object).without(member);
    }
}
