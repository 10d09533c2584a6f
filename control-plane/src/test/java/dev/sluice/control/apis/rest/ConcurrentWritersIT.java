package dev.sluice.control.apis.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Terraform sends ten calls at once to one API: none may fail or be lost. */
@QuarkusTest
class ConcurrentWritersIT {
    private static final int WRITERS = 10;

    private Management caller;
    private SampleApi api;

    @BeforeEach
    void anApi() {
        caller = Management.ofNewTenant();
        api = SampleApi.mock(caller);
    }

    @Test
    void keepsEveryResourceAndMethod() throws Exception {
        List<String> made = atOnce(i -> () -> {
            String id = api.child(api.root(), "part" + i);
            api.putMock(id, "GET");
            return id;
        });

        for (String id : made) {
            assertThat(caller.get(api.method(id, "GET") + "/integration").status())
                    .isEqualTo(200);
        }
        assertThat(caller.get(api.resources()).ok().get("item")).hasSize(WRITERS + 1);
    }

    @Test
    void keepsEveryResponseOfOneMethod() throws Exception {
        atOnce(i -> () -> caller.put(api.method(api.root(), "GET") + "/responses/20" + i, "{}")
                .created());

        assertThat(caller.get(api.method(api.root(), "GET")).ok().get("methodResponses"))
                .hasSize(WRITERS);
    }

    @Test
    void keepsResponsesThatAreAddedWhileOthersAreDeleted() throws Exception {
        String responses = api.integration() + "/responses/";
        for (int i = 0; i < WRITERS; i += 2) {
            caller.put(responses + "30" + i, "{\"selectionPattern\":\"a" + i + "\"}")
                    .created();
        }

        List<Integer> statuses = atOnce(i -> () -> i % 2 == 0
                ? caller.delete(responses + "30" + i).status()
                : caller.put(responses + "30" + i, "{\"selectionPattern\":\"a" + i + "\"}")
                        .status());

        assertThat(statuses).containsOnly(204, 201);
        for (int i = 0; i < WRITERS; i++) {
            assertThat(caller.get(responses + "30" + i).status()).isEqualTo(i % 2 == 0 ? 404 : 200);
        }
    }

    @Test
    void keepsEveryPatchOfOneStage() throws Exception {
        api.deploy("prod");

        atOnce(i -> () -> caller.patch(
                        api.stages() + "/prod",
                        body("{'op':'replace','path':'/variables/v%d','value':'x'}".formatted(i)))
                .ok());

        assertThat(caller.get(api.stages() + "/prod").ok().get("variables")).hasSize(WRITERS);
    }

    @Test
    void oneOfTenEqualSiblingsWins() throws Exception {
        List<Integer> statuses =
                atOnce(_ -> () -> caller.post(api.resources() + "/" + api.root(), "{\"pathPart\":\"{same}\"}")
                        .status());

        assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
    }

    @Test
    void mixedWritersDoNotWaitInACircle() throws Exception {
        List<Integer> statuses = atOnce(i -> () -> switch (i % 5) {
            case 0 ->
                caller.post(api.deployments(), "{\"stageName\":\"s" + i + "\"}").status();
            case 1 -> caller.put(api.integration() + "/responses/200", "{}").status();
            case 2 ->
                caller.post(api.resources() + "/" + api.root(), "{\"pathPart\":\"p" + i + "\"}")
                        .status();
            case 3 ->
                caller.patch(api.path(), body("{'op':'replace','path':'/version','value':'%d'}".formatted(i)))
                        .status();
            default -> caller.get(api.resources() + "?embed=methods").status();
        });

        assertThat(statuses).containsOnly(200, 201);
    }

    private static <T> List<T> atOnce(IntFunction<Callable<T>> work) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = IntStream.range(0, WRITERS)
                    .mapToObj(i -> threads.submit(work.apply(i)))
                    .toList();
            var results = new ArrayList<T>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }
}
