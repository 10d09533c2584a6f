package dev.sluice.control.vpclinks.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class VpcLinkIT {
    private static final String LINKS = "/vpclinks";
    private static final String TARGET =
            "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/mine/0123456789abcdef";
    private static final String UNKNOWN = "404 NotFoundException: Invalid Vpc Link identifier specified";

    private Management caller;

    @BeforeEach
    void aCaller() {
        caller = Management.ofNewTenant();
    }

    @Test
    @DisplayName("management-api 5 [R]: PENDING in the answer of create, AVAILABLE afterwards")
    void isPendingInTheAnswerOfCreateAndAvailableAfterwards() {
        // when
        JsonNode made = caller.post(LINKS, body("{'name':'link','targetArns':['" + TARGET + "']}"))
                .expect(202);

        // then
        assertThat(made)
                .isEqualTo(expected("{'id':'%s','name':'link','status':'PENDING','targetArns':['%s']}"
                        .formatted(id(made), TARGET)));
        assertThat(caller.get(LINKS + "/" + id(made)).ok())
                .isEqualTo(expected(
                        "{'id':'%s','name':'link','status':'AVAILABLE','targetArns':['%s'],".formatted(id(made), TARGET)
                                + "'statusMessage':'Your vpc link is ready for use','tags':{}}"));
    }

    @Test
    @DisplayName("management-api 4: tags of a VPC link are absent on create and in lists, {} on get and patch")
    void showsNoTagsWhereThereAreNone() {
        // given
        String plain = LINKS + "/" + create("plain");

        // then
        assertThat(caller.get(LINKS).ok().get("item").get(0).has("tags")).isFalse();
        assertThat(caller.patch(plain, "").ok().get("tags")).isEqualTo(expected("{}"));
        JsonNode tagged = caller.post(LINKS, body("{'name':'x','targetArns':['" + TARGET + "'],'tags':{'team':'a'}}"))
                .expect(202);
        assertThat(tagged.get("tags")).isEqualTo(expected("{'team':'a'}"));
        assertThat(caller.get(LINKS).ok().get("item").get(1).get("tags")).isEqualTo(expected("{'team':'a'}"));
    }

    @Test
    @DisplayName("management-api 1: CreateVpcLink and DeleteVpcLink answer 202")
    void createAndDeleteAreAccepted() {
        var made = caller.post(LINKS, body("{'name':'link','targetArns':['" + TARGET + "']}"));

        assertThat(made.status()).isEqualTo(202);
        assertThat(caller.delete(LINKS + "/" + id(made.json())).status()).isEqualTo(202);
        assertThat(caller.get(LINKS + "/" + id(made.json())).refusal()).isEqualTo(UNKNOWN);
        assertThat(caller.delete(LINKS + "/" + id(made.json())).refusal()).isEqualTo(UNKNOWN);
        assertThat(caller.patch(LINKS + "/" + id(made.json()), "").refusal()).isEqualTo(UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{'name':'','targetArns':['ARN']} § 400 BadRequestException: Name cannot be empty",
                "{'name':'x','targetArns':['wrong']} § 400 BadRequestException: Invalid ARN. ARN is not well formed wrong",
                "{'name':'x','targetArns':['']} § 400 BadRequestException: Invalid ARN. ARN is not well formed ",
                "{'name':'x','targetArns':['ARN','ARN']} § 400 BadRequestException: More than one target arn specified for vpc link.",
                "{'name':'x','targetArns':[]} § 400 BadRequestException: No target arn specified for vpc link.",
                "{} § 400 ValidationException: 2 validation errors detected: Value null at 'createVpcLinkInput.name' failed to satisfy constraint: Member must not be null; Value null at 'createVpcLinkInput.targetArns' failed to satisfy constraint: Member must not be null",
                "{'name':1,'targetArns':[]} § 400 SerializationException: class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String",
                "{'name':'x','targetArns':'ARN'} § 400 SerializationException: Expected list or null",
            })
    void refusesToCreate(String body, String refusal) {
        assertThat(caller.post(LINKS, body(body.replace("ARN'", TARGET + "'"))).refusal() + "|")
                .isEqualTo(refusal + (refusal.endsWith("formed") ? " |" : "|"));
    }

    @Test
    void patchesNameAndDescription() {
        String link = LINKS + "/" + create("old");

        JsonNode changed = caller.patch(link, body("""
                {'op':'replace','path':'/name','value':'new'},{'op':'replace','path':'/description','value':'why'}
                """)).ok();

        assertThat(changed.get("name").textValue()).isEqualTo("new");
        assertThat(changed.get("description").textValue()).isEqualTo("why");
        assertThat(caller.get(link).ok()).isEqualTo(changed);
        assertThat(caller.patch(link, body("{'op':'replace','path':'/name','value':''}"))
                        .refusal())
                .isEqualTo("400 BadRequestException: Name cannot be empty");
        assertThat(caller.patch(link, body("{'op':'replace','path':'/targetArns','value':'x'}"))
                        .refusal())
                .isEqualTo("400 BadRequestException: Invalid patch path /targetArns");
    }

    @Test
    void pagesInOrderOfCreation() {
        String first = create("a");
        String second = create("b");

        JsonNode page = caller.get(LINKS + "?limit=1").ok();
        JsonNode rest = caller.get(
                        LINKS + "?limit=1&position=" + page.get("position").textValue())
                .ok();

        assertThat(page.findValuesAsText("id")).containsExactly(first);
        assertThat(rest.findValuesAsText("id")).containsExactly(second);
        assertThat(rest.has("position")).isFalse();
    }

    @Test
    void boundsNameAndDescription() {
        // given
        String link = LINKS + "/" + create("a".repeat(1024));
        String tooLong = "a".repeat(1025);

        // then
        assertThat(caller.post(LINKS, body("{'name':'" + tooLong + "','targetArns':['" + TARGET + "']}"))
                        .refusal())
                .isEqualTo("400 BadRequestException: Name must have at most 1024 characters");
        assertThat(caller.patch(link, body("{'op':'replace','path':'/description','value':'" + tooLong + "'}"))
                        .refusal())
                .isEqualTo("400 BadRequestException: Description must have at most 1024 characters");
    }

    @Test
    void namesTheFirstTenIntegrationsThatNameIt() {
        // given
        String link = create("link");
        var api = SampleApi.empty(caller);
        for (int i = 0; i < 12; i++) {
            connect(new SampleApi(caller, api.id(), api.child(api.root(), "p" + i)), "GET", link);
        }

        // when
        var refused = caller.delete(LINKS + "/" + link);

        // then
        assertThat(refused.message()).contains(" and 2 more] in format of [RESTApiId:Method:Resource].");
        assertThat(refused.message().split(api.id(), -1)).hasSize(11);
    }

    @Test
    @DisplayName("management-api 11: refused while an integration names it literally; a stage variable does not count")
    void staysWhileAnIntegrationNamesIt() {
        // given
        String link = create("link");
        var api = SampleApi.empty(caller);
        connect(api, "GET", link);
        connect(api, "POST", "${stageVariables." + link + "}");

        // when
        var refused = caller.delete(LINKS + "/" + link);

        // then
        assertThat(refused.refusal())
                .isEqualTo("400 BadRequestException: Cannot delete vpc link. Vpc link '" + link
                        + "', is referenced in [" + api.id() + ":GET:" + api.root()
                        + "] in format of [RESTApiId:Method:Resource].");
        caller.delete(api.method(api.root(), "GET") + "/integration").expect(204);
        assertThat(caller.delete(LINKS + "/" + link).status()).isEqualTo(202);
    }

    /** management-api 14. */
    @Test
    void holdsAnAccountToTwenty() {
        for (int i = 0; i < 20; i++) {
            create("link " + i);
        }

        assertThat(caller.post(LINKS, body("{'name':'x','targetArns':['" + TARGET + "']}"))
                        .refusal())
                .isEqualTo(
                        "429 LimitExceededException: Maximum number of VPC links for this account has been reached: 20");
    }

    private void connect(SampleApi api, String verb, String connectionId) {
        api.putMethod(api.root(), verb);
        caller.put(
                        api.method(api.root(), verb) + "/integration",
                        body("{'type':'HTTP_PROXY','httpMethod':'GET','uri':'http://origin.example/',"
                                + "'connectionType':'VPC_LINK','connectionId':'" + connectionId + "'}"))
                .created();
    }

    private String create(String name) {
        return id(caller.post(LINKS, body("{'name':'" + name + "','targetArns':['" + TARGET + "']}"))
                .expect(202));
    }

    private static String id(JsonNode link) {
        return link.get("id").textValue();
    }
}
