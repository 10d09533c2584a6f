package dev.sluice.control.propagation.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.records.NodeMessages;
import dev.sluice.contracts.records.Topics;
import dev.sluice.control.fixtures.AccessKeyPair;
import dev.sluice.control.fixtures.HandMadeNode;
import dev.sluice.control.fixtures.SignedHttp;
import dev.sluice.control.fixtures.SignedHttp.Answer;
import dev.sluice.control.nodes.Nodes;
import dev.sluice.control.outbox.KafkaSettings;
import dev.sluice.fixtures.Await;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The management API with a hand-made node (platform-api, "Propagation"). */
@QuarkusTest
class PropagationWaitIT {
    private static final String DEPLOYMENT = "{\"stageName\":\"prod\"}";

    @Inject
    Nodes nodes;

    @Inject
    NodeMessages codec;

    @Inject
    Topics topics;

    @Inject
    KafkaSettings kafka;

    private final SignedHttp tenant = SignedHttp.as(AccessKeyPair.firstTenant());
    private final SignedHttp operator = SignedHttp.as(AccessKeyPair.operator());
    private HandMadeNode node;
    private String account;
    private String api;

    @BeforeEach
    void makeAnApi() {
        Await.until(
                "nodes of the test before are forgotten", () -> nodes.alive().isEmpty());
        node = new HandMadeNode(kafka.bootstrapServers(), codec, topics);
        Await.until("the node is known", () -> nodes.alive().size() == 1);
        account = tenant.service("sts")
                .post("/", "Action=GetCallerIdentity&Version=2011-06-15")
                .body()
                .replaceAll("(?s).*<Account>(\\d+)</Account>.*", "$1");
        Answer created = tenant.post("/restapis", "{\"name\":\"pets\"}");
        api = created.json().path("id").asText();
        String method = "/restapis/" + api + "/resources/"
                + created.json().path("rootResourceId").asText() + "/methods/GET";
        tenant.put(method, "{\"authorizationType\":\"NONE\"}");
        tenant.put(method + "/integration", "{\"type\":\"MOCK\"}");
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    @Test
    void saysIncompleteWhenTheTimeIsOver() {
        // when
        Answer deployed = deploy("1");

        // then
        assertThat(deployed.status()).as(deployed.body()).isEqualTo(201);
        assertThat(deployed.headers().firstValue("x-sluice-propagation")).contains("incomplete");
        var propagation = propagation();
        assertThat(propagation.json().path("complete").asBoolean(true)).isFalse();
        assertThat(propagation.json().at("/nodes/0/state").asText()).isEqualTo("waiting");
    }

    @Test
    void answersOnceEveryNodeServes() {
        // given
        var call = CompletableFuture.supplyAsync(() -> deploy("30"));
        Await.until("the stage is published", () -> propagation().status() == 200);
        assertThat(call).isNotDone();

        // when
        node.serves(
                account + "/" + api + "/prod",
                propagation().json().path("revision").asLong());

        // then
        assertThat(call).succeedsWithin(Duration.ofSeconds(20)).satisfies(deployed -> {
            assertThat(deployed.status()).isEqualTo(201);
            assertThat(deployed.headers().firstValue("x-sluice-propagation")).isEmpty();
        });
        assertThat(propagation().json().path("complete").asBoolean()).isTrue();
        assertThat(propagation().json().at("/nodes/0/node").asText()).isEqualTo(node.id());
        assertThat(propagation().json().at("/nodes/0/state").asText()).isEqualTo("serving");
        assertThat(propagation().json().at("/nodes/0/milliseconds").isNumber()).isTrue();
    }

    @Test
    void doesNotWaitUnasked() {
        // when
        Answer deployed = tenant.post("/restapis/" + api + "/deployments", DEPLOYMENT);

        // then
        assertThat(deployed.status()).isEqualTo(201);
        assertThat(deployed.headers().firstValue("x-sluice-propagation")).isEmpty();
        assertThat(propagation().json().path("complete").asBoolean(true)).isFalse();
    }

    @Test
    void refusesAWaitThatIsNoNumberBeforeAnythingChanges() {
        // when
        Answer deployed = deploy("soon");

        // then
        assertThat(deployed.status()).isEqualTo(400);
        assertThat(propagation().status()).isEqualTo(404);
    }

    @Test
    void showsTheNodesToTheOperatorAlone() {
        // when
        Answer listed = operator.get("/platform/nodes");
        Answer refused = tenant.get("/platform/nodes");

        // then
        assertThat(listed.status()).as(listed.body()).isEqualTo(200);
        assertThat(listed.json().at("/items/0/id").asText()).isEqualTo(node.id());
        assertThat(listed.json().at("/items/0/address").asText()).isEqualTo("127.0.0.1:8001");
        assertThat(refused.status()).isEqualTo(403);
    }

    private Answer deploy(String seconds) {
        return tenant.tampered("POST", "/restapis/" + api + "/deployments", DEPLOYMENT, signed -> {
            var headers = new HashMap<>(signed.headers());
            headers.put("x-sluice-wait", List.of(seconds));
            return new SignedHttp.Raw(signed.method(), signed.target(), headers, signed.body());
        });
    }

    private Answer propagation() {
        return tenant.get("/platform/stages/" + api + "/prod/propagation");
    }
}
