package dev.sluice.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** AWS integrations by path and by action against servers of others; what they left there is read back by AWS's own SDK. */
@ExtendWith(SharedInstallation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("rest-api-runtime 8.5: services of AWS, played by real peers")
final class PeersIT {
    private static final String ROLE = "arn:aws:iam::111122223333:role/peers";
    private static final String URI_PREFIX = "arn:aws:apigateway:us-east-1:";
    private static final String ACCOUNT_OF_PEER = "000000000000";
    private static final byte[] IMAGE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0, (byte) 0xff, 26, (byte) 0xc3};

    private final PeerServices peers = new PeerServices();
    private final Installation installation;
    private final ApiGatewayClient client;
    private final Gateway node;
    private ApiBuilder api;
    private SqsClient queues;
    private S3Client objects;
    private @Nullable DynamoDbClient tables;

    PeersIT(Installation installation) {
        this.installation = installation;
        this.client =
                Clients.apiGateway(installation, installation.accessKey("default"), Map.of("x-sluice-wait", "10"));
        this.node = new Gateway(installation, 1);
    }

    @BeforeAll
    void define() {
        api = ApiBuilder.create(client, "peers");
        client.updateRestApi(request -> request.restApiId(api.id())
                .patchOperations(PatchOperation.builder()
                        .op("add")
                        .path("/binaryMediaTypes/image~1png")
                        .build()));
        queues = at(SqsClient.builder(), peers.sqs()).build();
        objects = at(S3Client.builder(), peers.s3()).forcePathStyle(true).build();
        defineQueue();
        defineObjects();
        if (PeerServices.hasDynamoDb()) {
            tables = at(DynamoDbClient.builder(), peers.dynamoDb()).build();
            defineTable(tables);
        }
        storeTargets();
        api.deploy("prod");
        Eventually.within(
                Duration.ofSeconds(60),
                "the node knows the endpoints",
                () -> get("/objects/none").statusCode() == 404);
    }

    private static <B extends AwsClientBuilder<B, C>, C> B at(B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAPEER", "secret")));
    }

    /** One record holds all of a tenant's targets, so the last call's arrival shows that all are there. */
    private void storeTargets() {
        try (RawCalls platform = new RawCalls(installation, installation.accessKey("default"))) {
            put(
                    platform,
                    "/platform/role-credentials/" + ROLE,
                    "{\"accessKeyId\":\"AKIAPEER\",\"secretAccessKey\":\"secret\"}");
            put(platform, "/platform/service-endpoints/sqs", endpoint(peers.sqs()));
            if (PeerServices.hasDynamoDb()) {
                put(platform, "/platform/service-endpoints/dynamodb", endpoint(peers.dynamoDb()));
            }
            put(platform, "/platform/service-endpoints/s3", endpoint(peers.s3()));
        }
    }

    private static String endpoint(URI address) {
        return "{\"endpoint\":\"" + address + "\"}";
    }

    private static void put(RawCalls platform, String target, String body) {
        var answer = platform.call("PUT", target, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void defineQueue() {
        queues.createQueue(request -> request.queueName("pets"));
        api.service(
                        "POST",
                        "/form",
                        URI_PREFIX + "sqs:path/" + ACCOUNT_OF_PEER + "/pets",
                        request -> request.credentials(ROLE)
                                .requestParameters(Map.of(
                                        "integration.request.header.Accept", "'text/xml'",
                                        "integration.request.header.Content-Type",
                                                "'application/x-www-form-urlencoded'"))
                                .requestTemplates(Map.of(
                                        "application/json",
                                        "Action=SendMessage&Version=2012-11-05"
                                                + "&MessageBody=$util.urlEncode($input.body)")))
                .answer("POST", "/form", "200", "", "", Map.of("X-Type", "integration.response.header.Content-Type"));
        api.service(
                        "POST",
                        "/json",
                        URI_PREFIX + "sqs:path//",
                        request -> request.credentials(ROLE)
                                .requestParameters(Map.of(
                                        "integration.request.header.Content-Type",
                                        "'application/x-amz-json-1.0'",
                                        "integration.request.header.X-Amz-Target",
                                        "'AmazonSQS.SendMessage'"))
                                .requestTemplates(
                                        Map.of(
                                                "application/json",
                                                "{\"QueueUrl\":\"" + peers.sqs() + "/" + ACCOUNT_OF_PEER + "/pets\","
                                                        + "\"MessageBody\":\"$util.escapeJavaScript($input.json('$.name'))\"}")))
                .answer("POST", "/json", "200", "", "{\"id\":$input.json('$.MessageId')}", Map.of());
    }

    private void defineObjects() {
        objects.createBucket(request -> request.bucket("pets"));
        for (String verb : List.of("GET", "PUT", "DELETE")) {
            api.service(
                            verb,
                            "/objects/{proxy+}",
                            URI_PREFIX + "s3:path/pets/{proxy}",
                            request -> request.credentials(ROLE)
                                    .integrationHttpMethod(verb)
                                    .requestParameters(
                                            Map.of("integration.request.path.proxy", "method.request.path.proxy")))
                    .answer(
                            verb,
                            "/objects/{proxy+}",
                            "200",
                            "",
                            "",
                            Map.of(
                                    "Content-Type", "integration.response.header.Content-Type",
                                    "ETag", "integration.response.header.ETag"))
                    .answer(
                            verb,
                            "/objects/{proxy+}",
                            "404",
                            "404",
                            "",
                            Map.of("Content-Type", "integration.response.header.Content-Type"));
        }
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private void defineTable(DynamoDbClient database) {
        database.createTable(request -> request.tableName("pets")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(List.of(text("kind"), text("name")))
                .keySchema(List.of(key("kind", KeyType.HASH), key("name", KeyType.RANGE))));
        action("POST", "/pets", "PutItem", """
                {"TableName": "pets", "Item": {"kind": {"S": $input.json('$.kind')},
                 "name": {"S": $input.json('$.name')}, "price": {"N": "$input.path('$.price')"}}}""");
        api.answer("POST", "/pets", "201", "", "{\"stored\":$input.json('$')}", Map.of());
        api.answer("POST", "/pets", "422", "4\\d{2}", "{\"refused\":$input.json('$.message')}", Map.of());
        action("GET", "/pets/{proxy+}", "GetItem", """
                #set($key = $input.params('proxy').split('/'))
                {"TableName": "pets", "Key": {"kind": {"S": "$key[0]"}, "name": {"S": "$key[1]"}}}""");
        api.answer(
                "GET",
                "/pets/{proxy+}",
                "200",
                "",
                "{\"name\":$input.json('$.Item.name.S'),\"price\":$input.path('$.Item.price.N')}",
                Map.of());
        action("GET", "/pets", "Query", """
                {"TableName": "pets", "KeyConditionExpression": "kind = :kind",
                 "ExpressionAttributeValues": {":kind": {"S": "$util.escapeJavaScript($input.params('kind'))"}}}""");
        api.answer(
                "GET",
                "/pets",
                "200",
                "",
                "{\"count\":$input.path('$.Count'),\"names\":[#foreach($item in $input.path('$.Items'))"
                        + "\"$util.escapeJavaScript($item.name.S)\"#if($foreach.hasNext),#end#end]}",
                Map.of());
    }

    private void action(String verb, String path, String action, String template) {
        api.service(
                verb,
                path,
                URI_PREFIX + "dynamodb:action/" + action,
                request -> request.credentials(ROLE).requestTemplates(Map.of("application/json", template)));
    }

    @AfterAll
    void remove() {
        client.deleteRestApi(request -> request.restApiId(api.id()));
        try (RawCalls platform = new RawCalls(installation, installation.accessKey("default"))) {
            platform.call("DELETE", "/platform/role-credentials/" + ROLE, "");
            List.of("sqs", "dynamodb", "s3")
                    .forEach(service -> platform.call("DELETE", "/platform/service-endpoints/" + service, ""));
        }
        client.close();
        peers.close();
    }

    private Response get(String path) {
        return node.get(api.id(), "prod", path);
    }

    private Response post(String path, String body) {
        return node.request()
                .header("Content-Type", "application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(node.pathForm(api.id(), "prod", path));
    }

    private String received() {
        var messages = queues.receiveMessage(request -> request.queueUrl(peers.sqs() + "/" + ACCOUNT_OF_PEER + "/pets")
                        .waitTimeSeconds(5))
                .messages();
        assertThat(messages).hasSize(1);
        queues.deleteMessage(request -> request.queueUrl(peers.sqs() + "/" + ACCOUNT_OF_PEER + "/pets")
                .receiptHandle(messages.getFirst().receiptHandle()));
        return messages.getFirst().messageId() + " " + messages.getFirst().body();
    }

    @Test
    @DisplayName("SQS by path, the call as a form")
    void sendsAMessageByForm() {
        // when
        Response answer = post("/form", "{\"name\":\"Rex & Söhne + 1\"}");

        // then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("X-Type")).contains("xml");
        String id = answer.xmlPath().getString("SendMessageResponse.SendMessageResult.MessageId");
        assertThat(received()).as(answer.asString()).isEqualTo(id + " {\"name\":\"Rex & Söhne + 1\"}");
    }

    @Test
    @DisplayName("SQS by path, the call in JSON with its target mapped")
    void sendsAMessageByJson() {
        // when
        Response answer = post("/json", "{\"name\":\"Rex\"}");

        // then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(received()).isEqualTo(answer.jsonPath().getString("id") + " \"Rex\"");
    }

    @Test
    @DisplayName("S3 by path: what a client puts in binary is the object, and comes back alike")
    void storesAndServesAnObject() {
        // when
        Response stored = node.request()
                .header("Content-Type", "image/png")
                .body(IMAGE)
                .put(node.pathForm(api.id(), "prod", "/objects/2026/a%20b.png"));
        var object = objects.getObjectAsBytes(request -> request.bucket("pets").key("2026/a b.png"));
        Response served = node.request()
                .header("Accept", "image/png")
                .get(node.pathForm(api.id(), "prod", "/objects/2026/a%20b.png"));

        // then
        assertThat(stored.statusCode()).isEqualTo(200);
        assertThat(object.asByteArray()).isEqualTo(IMAGE);
        assertThat(object.response().contentType()).isEqualTo("image/png");
        assertThat(stored.header("ETag")).isEqualTo(object.response().eTag());
        assertThat(served.asByteArray()).isEqualTo(IMAGE);
        assertThat(served.contentType()).isEqualTo("image/png");
    }

    @Test
    @DisplayName("S3 by path: the client's verb deletes, and an error of the service is selected by its status")
    void deletesAnObject() {
        // given
        objects.putObject(request -> request.bucket("pets").key("gone.txt"), RequestBody.fromString("soon gone"));

        // when
        Response before = get("/objects/gone.txt");
        node.request().delete(node.pathForm(api.id(), "prod", "/objects/gone.txt"));
        Response after = get("/objects/gone.txt");

        // then
        assertThat(before.asString()).isEqualTo("soon gone");
        assertThat(after.statusCode()).isEqualTo(404);
        assertThat(after.contentType()).contains("xml");
        assertThat(after.xmlPath().getString("Error.Code")).isEqualTo("NoSuchKey");
    }

    @Test
    @DisplayName("DynamoDB by action: PutItem, GetItem and Query through templates both ways")
    @EnabledIf(value = "dev.sluice.system.PeerServices#hasDynamoDb", disabledReason = "Dynalite was not installed")
    void storesAndFindsAnItem() {
        // when
        Response stored = post("/pets", "{\"kind\":\"dog\",\"name\":\"Rex \\\"II\\\"\",\"price\":9.5}");
        post("/pets", "{\"kind\":\"dog\",\"name\":\"Ada\",\"price\":7}");
        Response found = get("/pets/dog/Ada");
        JsonPath listed = get("/pets?kind=dog").jsonPath();
        var item = requireNonNull(tables)
                .getItem(request -> request.tableName("pets")
                        .key(Map.of("kind", AttributeValue.fromS("dog"), "name", AttributeValue.fromS("Rex \"II\""))))
                .item();

        // then
        assertThat(stored.statusCode()).isEqualTo(201);
        assertThat(stored.asString()).isEqualTo("{\"stored\":{}}");
        assertThat(item).containsEntry("price", AttributeValue.fromN("9.5"));
        assertThat(found.asString()).isEqualTo("{\"name\":\"Ada\",\"price\":7}");
        assertThat(listed.getInt("count")).isEqualTo(2);
        assertThat(listed.getList("names")).startsWith("Ada");
    }

    @Test
    @DisplayName("DynamoDB by action: an error of the service is selected by its status")
    @EnabledIf(value = "dev.sluice.system.PeerServices#hasDynamoDb", disabledReason = "Dynalite was not installed")
    void mapsARefusal() {
        // when
        Response refused = post("/pets", "{\"kind\":\"dog\",\"name\":\"Tim\",\"price\":\"cheap\"}");

        // then
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.jsonPath().getString("refused")).contains("numeric value");
    }
}
