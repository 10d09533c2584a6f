package dev.sluice.control.apikeys.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ApiKeyIT {
    private Management caller;

    @BeforeEach
    void aTenant() {
        caller = Management.ofNewTenant();
    }

    @Test
    @DisplayName("management-api 15.25: what is off, hidden, filtered, ordered and spelled otherwise about API keys")
    void trap25ApiKeys() {
        hidesTheValueUnlessAsked();
        caller = Management.ofNewTenant();
        listsNewestFirstByPrefix();
        for (String limit : List.of("-1", "0", "501", "x")) {
            assertThat(caller.get("/apikeys?limit=" + limit).ok().get("item"))
                    .as(limit)
                    .hasSize(6);
        }
        writesStageKeysInAnotherWayThanItReadsThem();
    }

    private void hidesTheValueUnlessAsked() {
        var made = caller.post("/apikeys", "{\"name\":\"k\"}").created();
        String key = "/apikeys/" + made.get("id").textValue();

        assertThat(made.get("enabled").booleanValue()).isFalse();
        assertThat(made.get("value").textValue()).matches("[A-Za-z0-9]{40}");
        assertThat(caller.get(key).ok().has("value")).isFalse();
        assertThat(caller.get(key + "?includeValue=false").ok().has("value")).isFalse();
        assertThat(caller.get(key + "?includeValue=true").ok().get("value")).isEqualTo(made.get("value"));
        assertThat(caller.get("/apikeys").ok().at("/item/0").has("value")).isFalse();
        assertThat(caller.get("/apikeys?includeValues=true").ok().at("/item/0/value"))
                .isEqualTo(made.get("value"));
        assertThat(caller.patch(key, "").ok().has("value")).isFalse();
    }

    private void listsNewestFirstByPrefix() {
        for (String name : List.of("pet-a", "Pet-b", "pet-c", "other", "pet%d")) {
            create("{'name':'" + name + "'}");
        }
        create("{}");

        assertThat(names("/apikeys?name=pet")).containsExactly("pet%d", "pet-c", "pet-a");
        assertThat(names("/apikeys?name=pet%25")).containsExactly("pet%d");
        assertThat(names("/apikeys?name=et-")).isEmpty();
        assertThat(names("/apikeys?name=")).hasSize(5);
        assertThat(names("/apikeys")).containsExactly("pet%d", "other", "pet-c", "Pet-b", "pet-a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "501", "x", "", "99999999999"})
    @DisplayName("management-api 4: silly limits are ignored")
    void ignoresSillyLimits(String limit) {
        create("{}");

        assertThat(caller.get("/apikeys?limit=" + limit).ok().get("item")).hasSize(1);
    }

    private void writesStageKeysInAnotherWayThanItReadsThem() {
        var api = SampleApi.mock(caller);
        api.deploy("prod");

        var made = create("{'stageKeys':[{'restApiId':'" + api.id() + "','stageName':'prod'}]}");

        assertThat(made.get("stageKeys")).isEqualTo(expected("['" + api.id() + "/prod']"));
    }

    @Test
    void aStageThatIsDeletedLeavesItsKeys() {
        // given
        var api = SampleApi.mock(caller);
        api.deploy("prod");
        api.deploy("test");
        api.deploy("test_2");
        var other = SampleApi.mock(caller);
        other.deploy("prod");
        String stages = "{'stageKeys':[%s]}"
                .formatted(Stream.of(api.id() + "/prod", api.id() + "/test", api.id() + "/test_2", other.id() + "/prod")
                        .map(stage -> "{'restApiId':'%s','stageName':'%s'}".formatted((Object[]) stage.split("/", -1)))
                        .collect(Collectors.joining(",")));
        String key = "/apikeys/" + create(stages).get("id").textValue();

        // when
        caller.delete(api.stages() + "/test").expect(202);
        JsonNode withoutStage = caller.get(key).ok().get("stageKeys");
        caller.delete(api.path()).expect(202);
        JsonNode withoutApi = caller.get(key).ok().get("stageKeys");

        // then
        assertThat(withoutStage)
                .isEqualTo(expected("['%1$s/prod','%1$s/test_2','%2$s/prod']".formatted(api.id(), other.id())));
        assertThat(withoutApi).isEqualTo(expected("['%s/prod']".formatted(other.id())));
    }

    @Test
    @DisplayName("management-api 4: tags are absent on create and in lists, {} on get and update")
    void showsNoTagsWhereThereAreNone() {
        String key = "/apikeys/" + create("{}").get("id").textValue();

        assertThat(caller.get("/apikeys").ok().at("/item/0").has("tags")).isFalse();
        assertThat(caller.get(key).ok().get("tags")).isEmpty();
        assertThat(caller.patch(key, body("{'op':'replace','path':'/name','value':'a'}"))
                        .ok()
                        .get("tags"))
                .isEmpty();
        assertThat(create("{'tags':{'a':'b'}}").get("tags")).isEqualTo(expected("{'a':'b'}"));
    }

    @Test
    @DisplayName("management-api 1: create answers 201, delete 202 without a body")
    void answersWithTheStatusOfEachOperation() {
        String key = "/apikeys/" + create("{}").get("id").textValue();

        var deleted = caller.delete(key);

        assertThat(deleted.status()).isEqualTo(202);
        assertThat(deleted.json().isNull()).isTrue();
        assertThat(caller.get(key).refusal()).isEqualTo("404 NotFoundException: Invalid API Key identifier specified");
        assertThat(caller.delete(key).status()).isEqualTo(404);
    }

    @Test
    void echoesWhatWasGiven() {
        var made = (ObjectNode) create("""
                {'name':'n','description':'d','enabled':true,'generateDistinctId':true,'customerId':'c',
                 'value':'abcdefghij0123456789','tags':{'a':'b'},'unknown':1}
                """);

        assertThat(made.remove("createdDate").longValue())
                .isBetween(Instant.now().getEpochSecond() - 300, Instant.now().getEpochSecond());
        assertThat(made.remove("lastUpdatedDate").isIntegralNumber()).isTrue();
        assertThat(made.remove("id").textValue()).matches("[a-z0-9]{10}");
        assertThat(made).isEqualTo(expected("""
                {'name':'n','description':'d','enabled':true,'customerId':'c','value':'abcdefghij0123456789',
                 'stageKeys':[],'tags':{'a':'b'}}
                """));
    }

    /** The empty value and name count as none (management-api 8). */
    @Test
    void makesUpAValueForTheEmptyOne() {
        var made = create("{'value':'','name':'','description':'','customerId':''}");

        assertThat(made.get("value").textValue()).hasSize(40);
        assertThat(made.has("name")).isFalse();
        assertThat(made.has("description")).isFalse();
        assertThat(made.has("customerId")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{'value':'1234567890123456789'} § 400 BadRequestException: API Key value should be at least 20 characters",
                "{'value':'1234567890 1234567890'} § 400 BadRequestException: API Key value should consist of visible ASCII characters",
                "{'value':'1234567890\\u00e41234567890'} § 400 BadRequestException: API Key value should consist of visible ASCII characters",
                "{'value':'1234567890\\n1234567890'} § 400 BadRequestException: API Key value should consist of visible ASCII characters",
                "{'name':1} § 400 SerializationException: class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String",
                "{'enabled':'true'} § 400 SerializationException: class java.lang.String can not be converted to an Boolean",
                "{'generateDistinctId':'x'} § 400 SerializationException: class java.lang.String can not be converted to an Boolean",
                "{'stageKeys':[{}]} § 404 NotFoundException: Invalid stage identifier specified",
                "{'stageKeys':['a']} § 400 SerializationException: Expected null or start of structure",
                "{'name':'a\\u0000'} § 400 SerializationException: The request body holds a character that is not allowed",
                "{'tags':{'aws:a':'b'}} § 400 BadRequestException: Invalid tag key: a key has 1 to 128 characters and does not start with aws:",
            })
    void refusesToCreate(String body, String refusal) {
        assertThat(caller.post("/apikeys", body(body)).refusal()).isEqualTo(refusal);
    }

    @Test
    void boundsEveryText() {
        create("{'name':'%s'}".formatted("a".repeat(1024)));
        create("{'description':'%s'}".formatted("a".repeat(125_000)));
        create("{'value':'%s'}".formatted("a".repeat(128)));
        create("{'value':'%s'}".formatted("a".repeat(20)));

        assertThat(refusal("name", 1025))
                .isEqualTo("400 BadRequestException: Invalid API Key name, can be at most 1024 characters.");
        assertThat(refusal("name", 100_000))
                .isEqualTo("400 BadRequestException: Invalid API Key name, can be at most 1024 characters.");
        assertThat(refusal("description", 125_001))
                .isEqualTo("400 BadRequestException: Invalid API Key description specified.");
        assertThat(refusal("value", 129))
                .isEqualTo("400 BadRequestException: API Key value exceeds maximum size of 128 characters");
    }

    /** security-requirements 3: of another tenant's key nothing is told but that its value is taken. */
    @Test
    void refusesAValueThatAnyTenantHas() {
        String value = body("{'value':'" + create("{}").get("value").textValue() + "'}");
        var stranger = Management.ofNewTenant();

        assertThat(caller.post("/apikeys", value).refusal()).isEqualTo("409 ConflictException: API Key already exists");
        assertThat(stranger.post("/apikeys", value).refusal())
                .isEqualTo("409 ConflictException: API Key already exists");
        assertThat(stranger.get("/apikeys").ok().get("item")).isEmpty();
    }

    @Test
    void givesAValueOfADeletedKeyToAnother() {
        var made = create("{}");
        caller.delete("/apikeys/" + made.get("id").textValue());

        assertThat(Management.ofNewTenant()
                        .post("/apikeys", body("{'value':'" + made.get("value").textValue() + "'}"))
                        .status())
                .isEqualTo(201);
    }

    /** Of many that take one value at once, one gets it and the others the same refusal. */
    @Test
    void givesAValueToOneOfManyAtOnce() throws Exception {
        var others = List.of(caller, Management.ofNewTenant(), Management.ofNewTenant(), caller);
        String value = body("{'value':'" + "v".repeat(30) + caller.key().tenant() + "'}");

        List<String> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> calls = others.stream()
                    .<Callable<String>>map(
                            each -> () -> each.post("/apikeys", value).refusal())
                    .toList();
            answers = threads.invokeAll(calls).stream().map(Future::resultNow).toList();
        }

        assertThat(answers)
                .containsExactlyInAnyOrder(
                        "201 : ",
                        "409 ConflictException: API Key already exists",
                        "409 ConflictException: API Key already exists",
                        "409 ConflictException: API Key already exists");
    }

    @Test
    void patchesEveryMember() {
        var api = SampleApi.mock(caller);
        api.deploy("prod");
        String key = "/apikeys/" + create("{}").get("id").textValue();

        var changed =
                (ObjectNode) caller.patch(key, body("""
                {'op':'replace','path':'/name','value':'n'},{'op':'replace','path':'/description','value':'d'},
                {'op':'replace','path':'/customerId','value':'c'},{'op':'replace','path':'/enabled','value':'true'},
                {'op':'add','path':'/stages','value':'%s/prod'},{'op':'add','path':'/labels','value':'l'}
                """.formatted(api.id()))).ok();

        changed.remove(List.of("id", "createdDate", "lastUpdatedDate"));
        assertThat(changed).isEqualTo(expected("""
                {'name':'n','customerId':'c','description':'d','enabled':true,'stageKeys':['%s/prod'],'tags':{}}
                """.formatted(api.id())));
        var cleared = caller.patch(key, body("""
                {'op':'replace','path':'/name','value':''},{'op':'replace','path':'/enabled','value':'yes'},
                {'op':'remove','path':'/stages','value':'%s/prod'},{'op':'remove','path':'/labels','value':'l'}
                """.formatted(api.id()))).ok();
        assertThat(cleared.has("name")).isFalse();
        assertThat(cleared.get("enabled").booleanValue()).isFalse();
        assertThat(cleared.get("stageKeys")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "replace § /value § x § 400 BadRequestException: Invalid patch path  '/value' specified for op 'replace'. Must be one of: [/description, /enabled, /name, /customerId]",
                "replace § /tags § x § 400 BadRequestException: Invalid patch path  '/tags' specified for op 'replace'. Must be one of: [/description, /enabled, /name, /customerId]",
                "add § /name § x § 400 BadRequestException: Invalid patch path  '/name' specified for op 'add'. Please choose supported operations",
                "copy § /name § x § 400 BadRequestException: Invalid patch path  '/name' specified for op 'copy'. Please choose supported operations",
                "add § /stages § x § 400 BadRequestException: Invalid API Stage specified",
                "add § /stages § x/y § 404 NotFoundException: Invalid stage identifier specified",
                "remove § /stages § x/y § 404 NotFoundException: Invalid stage identifier specified",
                "remove § /labels § x § 404 NotFoundException: Invalid API Key label specified.",
            })
    void refusesToPatch(String op, String path, String value, String refusal) {
        String key = "/apikeys/" + create("{}").get("id").textValue();

        assertThat(caller.patch(key, "{\"op\":\"%s\",\"path\":\"%s\",\"value\":\"%s\"}".formatted(op, path, value))
                        .refusal())
                .isEqualTo(refusal);
    }

    @Test
    void pagesThroughAllKeysWhateverIsMadeMeanwhile() {
        for (int i = 0; i < 7; i++) {
            create("{'name':'k" + i + "','customerId':'c" + i % 2 + "'}");
        }

        var first = caller.get("/apikeys?limit=3").ok();
        create("{'name':'new'}");
        var second = caller.get(
                        "/apikeys?limit=3&position=" + first.get("position").textValue())
                .ok();
        var third = caller.get(
                        "/apikeys?limit=3&position=" + second.get("position").textValue())
                .ok();

        assertThat(first.findValuesAsText("name")).containsExactly("k6", "k5", "k4");
        assertThat(second.findValuesAsText("name")).containsExactly("k3", "k2", "k1");
        assertThat(third.findValuesAsText("name")).containsExactly("k0");
        assertThat(third.has("position")).isFalse();
        assertThat(names("/apikeys?customerId=c1")).containsExactly("k5", "k3", "k1");
        assertThat(Set.copyOf(names("/apikeys?customerId=c1&name=k3"))).containsExactly("k3");
    }

    /** In the list of all and in that of a plan. */
    @Test
    @DisplayName("security-requirements 44")
    void endsAPageOfLongKeysEarly() {
        // given
        String plan = "/usageplans/"
                + caller.post("/usageplans", body("{'name':'p'}"))
                        .created()
                        .get("id")
                        .textValue();
        for (int i = 0; i < 52; i++) {
            String key = create("{'name':'k" + i + "','description':'" + "d".repeat(125_000) + "'}")
                    .get("id")
                    .textValue();
            caller.post(plan + "/keys", body("{'keyId':'" + key + "','keyType':'API_KEY'}"))
                    .created();
        }

        // when
        var all = pages("/apikeys");
        var ofPlan = pages(plan + "/keys");

        // then
        assertThat(all).extracting(List::size).containsExactly(51, 1);
        assertThat(all.getLast()).containsExactly("k0");
        assertThat(ofPlan).isEqualTo(all);
    }

    /** The names of each page of a list. */
    private List<List<String>> pages(String list) {
        List<List<String>> pages = new ArrayList<>();
        String position = "";
        do {
            var page = caller.get(list + "?limit=500&position=" + position).ok();
            pages.add(page.findValuesAsText("name"));
            position = page.path("position").asText();
        } while (!position.isEmpty());
        return pages;
    }

    private JsonNode create(String text) {
        return caller.post("/apikeys", body(text)).created();
    }

    private String refusal(String member, int length) {
        return caller.post("/apikeys", body("{'%s':'%s'}".formatted(member, "a".repeat(length))))
                .refusal();
    }

    private List<String> names(String list) {
        return caller.get(list).ok().findValuesAsText("name");
    }
}
