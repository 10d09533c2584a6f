package dev.sluice.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;

/** Walks the operations table: what is promised has golden calls and a line in the documentation. */
class CoverageTest {
    private static final Pattern TRAP = Pattern.compile("    void trap(\\d+)[A-Z]");
    private static final List<Step> STEPS = GoldenFile.all(Path.of("src/test/resources/golden")).stream()
            .flatMap(file -> file.steps().stream())
            .toList();

    @Test
    void everyPromisedOperationHasAGoldenSuccess() {
        Set<String> shown =
                STEPS.stream().filter(Step::isSuccess).map(Step::call).collect(Collectors.toSet());

        assertThat(Promised.ofThisRelease().keySet()).allMatch(shown::contains, "has a golden call that succeeds");
    }

    @Test
    void everyPromisedOperationHasAGoldenRefusal() {
        Set<String> refused = STEPS.stream()
                .filter(step -> !step.isSuccess())
                .map(Step::call)
                .collect(Collectors.toCollection(TreeSet::new));
        // What takes nothing that could be wrong.
        refused.addAll(Set.of("GetAccount", "GetRestApis", "GetUsagePlans", "GetUsagePlanKeys", "GetVpcLinks"));
        refused.addAll(Set.of("GetApiKeys", "GetClientCertificates", "GetDomainNames"));

        assertThat(Promised.ofThisRelease().keySet()).allMatch(refused::contains, "has a golden call that is refused");
    }

    @Test
    void everyGoldenSuccessHasTheStatusOfTheTable() {
        var operations = Promised.operations();
        for (Step step : STEPS) {
            var operation = operations.get(step.call());
            if (operation == null && !step.isRaw()) {
                fail(step.place() + ": the table has no operation " + step.call());
            } else if (operation != null && step.isSuccess()) {
                assertThat(step.status()).as(step.place()).isEqualTo(operation.status());
            }
        }
    }

    /** management-api 15: thirty behaviours, each shown whole by one test that bears its number. */
    @Test
    void everyTrapHasOneTest() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        try (var files = Files.walk(Path.of("../control-plane/src/test/java"))) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> TRAP.matcher(read(file)).results())
                    .forEach(trap -> numbers.add(Integer.valueOf(trap.group(1))));
        }

        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 30).boxed().toList());
    }

    /** An SDK that learns new operations is a reason to look at the table again. */
    @Test
    void theTableKnowsEveryOperationOfTheSdk() {
        Set<String> ofTheSdk = Set.of(ApiGatewayClient.class.getMethods()).stream()
                .map(java.lang.reflect.Method::getParameterTypes)
                .filter(types -> types.length == 1 && types[0].getSimpleName().endsWith("Request"))
                .map(types -> types[0].getSimpleName().replaceAll("Request$", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(Promised.operations().keySet()).containsExactlyInAnyOrderElementsOf(ofTheSdk);
    }

    @Test
    void theDocumentationListsEveryOperation() {
        String page = read(Path.of("../docs/compatibility.md"));

        assertThat(Promised.operations().keySet())
                .allMatch(
                        name -> page.lines().anyMatch(line -> line.startsWith("|") && line.contains(name)),
                        "has a line in docs/compatibility.md");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
