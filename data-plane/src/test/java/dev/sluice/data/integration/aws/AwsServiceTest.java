package dev.sluice.data.integration.aws;

import static dev.sluice.data.fixtures.AwsBed.ROLE;
import static dev.sluice.data.fixtures.MethodDraft.aws;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.aws.signature.Verdict;
import dev.sluice.data.fixtures.AwsBed;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.pipeline.Failure;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("rest-api-runtime 8.5: services by path and by action")
class AwsServiceTest {
    private static final String URI = "arn:aws:apigateway:us-east-1:";

    private final AwsBed bed = AwsBed.saying("{\"ok\":true}");

    @AfterEach
    void stop() throws IOException {
        bed.close();
    }

    private static MethodDraft service(String rest) {
        return aws(URI + rest).credentials(ROLE).response("200", "");
    }

    private Gateway.Answer send(MethodDraft method, String body) {
        return bed.gateway().call(method, "POST", "/").body(body).send();
    }

    private String sent(String name) {
        return String.valueOf(Gateway.field(bed.origin().lastRequest(), name));
    }

    @Test
    void sendsAFormToAQueue() {
        // given
        var method = service("sqs:path/123456789012/pets")
                .map("header.Content-Type", "'application/x-www-form-urlencoded'")
                .template("application/json", "Action=SendMessage&MessageBody=hello");

        // when
        var answer = bed.gateway()
                .call(method, "POST", "/")
                .header("Authorization", "Bearer client")
                .header("Referer", "https://a.example/")
                .header("X-Client", "1")
                .body("{}")
                .send();

        // then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"ok\":true}");
        assertThat(bed.sentLine()).isEqualTo("POST /123456789012/pets HTTP/1.1");
        assertThat(bed.sentBody()).isEqualTo("Action=SendMessage&MessageBody=hello");
        assertThat(sent("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(sent("Accept")).isEqualTo("application/json");
        assertThat(sent("User-Agent")).isEqualTo("AmazonAPIGateway_abc1234567");
        assertThat(sent("X-Amzn-Trace-Id")).startsWith("Root=1-");
        assertThat(bed.origin().lastRequest()).doesNotContain("X-Forwarded", "Referer", "X-Client", "Bearer");
        assertThat(bed.verdict("sqs")).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void signsWhateverATemplateSaysOfSignatures() {
        // given
        var method = service("sqs:path/123456789012/pets").template("application/json", """
                        #set($context.requestOverride.header.Authorization = "Bearer own")\
                        #set($context.requestOverride.header.X-Amz-Date = "20200101T000000Z")\
                        Action=ListQueues""");

        // when
        var answer = bed.gateway().call(method, "POST", "/").body("{}").send();

        // then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(bed.origin().lastRequest()).doesNotContain("Bearer own", "20200101T000000Z");
        assertThat(bed.verdict("sqs")).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    @DisplayName("mapping-templates: a template writes the call, and its overrides count")
    void rendersTheCallOfAService() {
        // given
        var method = service("dynamodb:action/PutItem")
                .template(
                        "application/json",
                        "#set($context.requestOverride.header['Content-Type'] = 'application/x-amz-json-1.1')"
                                + "{\"Item\":{\"id\":{\"S\":\"$input.path('$.id')\"}}}")
                .responseTemplate("200", "application/json", "{\"stored\":$input.json('$.ok')}");

        // when
        var answer = send(method, "{\"id\":\"r e x\"}");

        // then
        assertThat(bed.sentBody()).isEqualTo("{\"Item\":{\"id\":{\"S\":\"r e x\"}}}");
        assertThat(sent("Content-Type")).isEqualTo("application/x-amz-json-1.1");
        assertThat(sent("X-Amz-Target")).isEqualTo("DynamoDB_20120810.PutItem");
        assertThat(bed.verdict("dynamodb")).isInstanceOf(Verdict.Verified.class);
        assertThat(answer.body()).isEqualTo("{\"stored\":true}");
    }

    @Test
    @DisplayName("rest-api-runtime 11.2: Via is dropped towards HTTP alone, Expect and TE towards all")
    void passesViaThatTheIntegrationSays() {
        // given
        String template = "#set($context.requestOverride.header.Via = '1.1 gateway')"
                + "#set($context.requestOverride.header.Expect = 'anything')#set($context.requestOverride.header.TE = 'x')a";

        // when
        send(service("sqs:path/x").map("header.Via", "'1.0 mapped'"), "a");
        String mapped = bed.origin().lastRequest();
        Verdict verdict = bed.verdict("sqs");
        send(service("sqs:path/x").template("application/json", template), "a");
        String overridden = bed.origin().lastRequest();

        // then
        assertThat(Gateway.field(mapped, "Via")).isEqualTo("1.0 mapped");
        assertThat(verdict).isInstanceOf(Verdict.Verified.class);
        assertThat(Gateway.field(overridden, "Via")).isEqualTo("1.1 gateway");
        assertThat(Gateway.field(overridden, "Expect")).isNull();
        assertThat(Gateway.field(overridden, "TE")).isNull();
    }

    @ParameterizedTest
    @DisplayName("services of the JSON protocols get a target and a media type")
    @CsvSource({
        "dynamodb:action/PutItem, DynamoDB_20120810.PutItem, application/x-amz-json-1.0, dynamodb",
        "states:action/StartExecution, AWSStepFunctions.StartExecution, application/x-amz-json-1.0, states",
        "dynamodb:action/Query, DynamoDB_20120810.Query, application/x-amz-json-1.0, dynamodb",
        "states:action/StartSyncExecution, AWSStepFunctions.StartSyncExecution, application/x-amz-json-1.0, states",
        "kinesis:action/PutRecord, Kinesis_20131202.PutRecord, application/x-amz-json-1.1, kinesis",
        "kinesis:action/PutRecords, Kinesis_20131202.PutRecords, application/x-amz-json-1.1, kinesis",
        "firehose:action/PutRecord, Firehose_20150804.PutRecord, application/x-amz-json-1.1, firehose"
    })
    void namesTheActionOfAJsonService(String uri, String target, String mediaType, String service) {
        // when
        send(service(uri), "{\"TableName\":\"pets\"}");

        // then
        assertThat(bed.sentLine()).isEqualTo("POST / HTTP/1.1");
        assertThat(sent("X-Amz-Target")).isEqualTo(target);
        assertThat(sent("Content-Type")).isEqualTo(mediaType);
        assertThat(bed.sentBody()).isEqualTo("{\"TableName\":\"pets\"}");
        assertThat(bed.verdict(service)).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    @DisplayName("8.5 [R]: EventBridge works with the target and the type that the integration maps, and not without")
    void leavesToTheMappingWhatItSays() {
        // given
        String event = "{\"Entries\":[{\"Source\":\"pets\",\"DetailType\":\"sold\",\"Detail\":\"{}\"}]}";

        // when
        send(
                service("events:action/PutEvents")
                        .map("header.X-Amz-Target", "'AWSEvents.PutEvents'")
                        .map("header.Content-Type", "'application/x-amz-json-1.1'"),
                event);
        String mapped = sent("X-Amz-Target") + " " + sent("Content-Type");
        String body = bed.sentBody();
        Verdict verdict = bed.verdict("events");
        send(service("events:action/PutEvents"), "{}");

        // then
        assertThat(mapped).isEqualTo("AWSEvents.PutEvents application/x-amz-json-1.1");
        assertThat(body).isEqualTo(event);
        assertThat(verdict).isInstanceOf(Verdict.Verified.class);
        assertThat(sent("X-Amz-Target")).isEqualTo("null");
    }

    @Test
    @DisplayName("8.5: the table's form of a Step Functions call, which escapes the client's body into a string")
    void startsAnExecution() throws IOException {
        try (AwsBed states = AwsBed.saying("{\"executionArn\":\"arn:1\",\"startDate\":1.7E9}")) {
            // given
            var method = service("states:action/StartExecution")
                    .template(
                            "application/json",
                            "{\"input\":\"$util.escapeJavaScript($input.json('$'))\",\"stateMachineArn\":\"arn:m\"}");

            // when
            var answer = states.gateway()
                    .call(method, "POST", "/")
                    .body("{\"pet\":\"Rex\"}")
                    .send();

            // then
            assertThat(states.sentBody())
                    .isEqualTo("{\"input\":\"{\\\"pet\\\":\\\"Rex\\\"}\",\"stateMachineArn\":\"arn:m\"}");
            assertThat(answer.body()).isEqualTo("{\"executionArn\":\"arn:1\",\"startDate\":1.7E9}");
        }
    }

    @ParameterizedTest
    @DisplayName("8.5: records of Kinesis and Firehose, their data in base64")
    @CsvSource({
        "kinesis:action/PutRecord, 'StreamName\":\"s\",\"PartitionKey\":\"k', kinesis, Data",
        "firehose:action/PutRecord, 'DeliveryStreamName\":\"s', firehose, Record"
    })
    void putsARecord(String uri, String names, String service, String member) {
        // given
        String data = member.equals("Data") ? "\"%s\"" : "{\"Data\":\"%s\"}";
        String template = "{\"" + names + "\",\"" + member + "\":" + data + "}";

        // when
        send(service(uri).template("application/json", template.formatted("$util.base64Encode($input.body)")), "Rex");

        // then
        assertThat(bed.sentBody()).isEqualTo(template.formatted("UmV4"));
        assertThat(bed.verdict(service)).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    @DisplayName("8.5: SNS by path, its parameters as a form")
    void publishesAForm() {
        // given
        var method = service("sns:path//")
                .map("header.Content-Type", "'application/x-www-form-urlencoded'")
                .template("application/json", "Action=Publish&Message=$util.urlEncode($input.path('$.m'))");

        // when
        send(method, "{\"m\":\"a & b\"}");

        // then
        assertThat(bed.sentLine()).isEqualTo("POST / HTTP/1.1");
        assertThat(bed.sentBody()).isEqualTo("Action=Publish&Message=a+%26+b");
        assertThat(bed.verdict("sns")).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void namesTheActionOfAQueryServiceInTheQuery() {
        // given
        var method = service("sns:action/Publish&Version=2010-03-31")
                .map("querystring.Message", "method.request.querystring.m")
                .map("querystring.TopicArn", "'arn:aws:sns:us-east-1:123456789012:pets'");

        // when
        bed.gateway().call(method, "POST", "/?m=hello%20world").send();

        // then
        assertThat(bed.sentLine())
                .isEqualTo("POST /?Action=Publish&Version=2010-03-31&Message=hello%20world"
                        + "&TopicArn=arn%3Aaws%3Asns%3Aus-east-1%3A123456789012%3Apets HTTP/1.1");
        assertThat(bed.verdict("sns")).isInstanceOf(Verdict.Verified.class);
    }

    @Test
    void aDoubledSlashIsTheRoot() {
        // when
        send(service("sns:path//"), "");

        // then
        assertThat(bed.sentLine()).isEqualTo("POST / HTTP/1.1");
    }

    @Test
    void mapsPathParametersAndStageVariablesAndPassesTheClientsVerb() {
        // given
        var snapshot = stage("prod")
                .variable("bucket", "photos")
                .method(
                        "ANY",
                        "/{key+}",
                        service("s3:path/${stageVariables.bucket}/{key}")
                                .verb("ANY")
                                .map("path.key", "method.request.path.key"))
                .snapshot();

        // when
        bed.gateway()
                .call(bed.gateway().compile(snapshot), "PUT", "/2026/a%20b$c.png")
                .header("Content-Type", "image/png")
                .body("bytes")
                .send();

        // then
        assertThat(bed.sentLine()).isEqualTo("PUT /photos/2026/a%20b$c.png HTTP/1.1");
        assertThat(sent("x-amz-content-sha256")).hasSize(64);
        assertThat(sent("Content-Type")).isEqualTo("image/png");
    }

    @Test
    @DisplayName("selection is on the service's status; with a default response alone its errors surface as that one")
    void answersByTheStatusOfTheService() throws IOException {
        try (AwsBed failing = AwsBed.answering("HTTP/1.1 400 Bad\r\nContent-Length: 2\r\n\r\nno")) {
            // when
            var byDefault =
                    failing.gateway().call(service("sqs:path/x"), "POST", "/").send();
            var selected = failing.gateway()
                    .call(service("sqs:path/x").response("422", "4\\d{2}"), "POST", "/")
                    .send();

            // then
            assertThat(byDefault.status()).isEqualTo(200);
            assertThat(byDefault.body()).isEqualTo("no");
            assertThat(selected.status()).isEqualTo(422);
        }
    }

    @Test
    void isNotSignedWithoutCredentials() {
        // when
        send(aws(URI + "sqs:path/x").response("200", ""), "a");

        // then
        assertThat(bed.origin().lastRequest()).doesNotContain("Authorization", "X-Amz-");
    }

    @Test
    void failsWhenNothingIsStoredForTheRole() {
        // when
        var answer = send(
                aws(URI + "sqs:path/x").credentials("arn:aws:iam::1:role/none").response("200", ""), "a");

        // then
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.failure()).isInstanceOf(Failure.Configuration.class);
        assertThat(bed.origin().requests()).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("rest-api-runtime 7.2")
    @ValueSource(strings = {"authorization", "TE", "X-Amzn-Trace-Id", "Transfer-Encoding"})
    void failsForAnIllegalMapping(String name) {
        assertThat(send(service("sqs:path/x").map("header." + name, "'x'"), "a").status())
                .isEqualTo(500);
        assertThat(bed.origin().requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.example",
                "arn:aws:apigateway:us-east-1:sqs",
                "arn:aws:apigateway:us-east-1:sqs:x/y",
                "arn:aws:apigateway:us-east-1:a/b:path/x",
                "arn:aws:apigateway:us-east-1:a@b:path/x",
                "arn:aws:apigateway:${stageVariables.x}:sqs:path/x",
                "arn:aws:apigateway:us-east-1:.sqs:path/x"
            })
    void doesNotCompileAUriThatNamesNoService(String uri) {
        assertThatThrownBy(() -> send(aws(uri).response("200", ""), "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void doesNotCompileCredentialsOfTheCaller() {
        var method =
                aws(URI + "sqs:path/x").credentials("arn:aws:iam::*:user/*").response("200", "");

        assertThatThrownBy(() -> send(method, "")).hasMessageContaining("credentials of the caller");
    }

    @Test
    void signsALargeBody() {
        // when
        send(service("sqs:path/x"), "x".repeat(1_000_000));

        // then
        assertThat(bed.verdict("sqs")).isInstanceOf(Verdict.Verified.class);
    }
}
