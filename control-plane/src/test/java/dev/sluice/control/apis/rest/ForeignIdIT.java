package dev.sluice.control.apis.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sluice.control.fixtures.Belongings;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import dev.sluice.control.platform.permissions.Permission;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManagerFactory;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * security-requirements 3: for every operation below an API, and for each id in its path, a foreign tenant's id answers
 * exactly as one that never existed, and a malformed one is refused without a fault.
 */
@QuarkusTest
@DisplayName("security-requirements 3")
class ForeignIdIT {
    private static final Map<Class<? extends Annotation>, String> VERBS = Map.of(
            GET.class, "GET", PUT.class, "PUT", POST.class, "POST", PATCH.class, "PATCH", DELETE.class, "DELETE");
    private static final List<Operation> OPERATIONS = Operation.all();

    /** management-api 4: these answer an empty list for an id that names nothing. */
    private static final Set<String> EMPTY_FOR_UNKNOWN = Set.of("GetUsagePlans", "GetUsagePlanKeys");

    /** The authorizer service keeps these rows, and its own tests ask for foreign ones. */
    private static final String KEPT_ELSEWHERE = " /platform/functions/";

    /** Labels of which not every text is legal: one that is none has a refusal of its own. */
    private static final Set<String> CLOSED = Set.of("{verb}", "{status}", "{type}");

    /** By label, what names nothing. */
    private static final Map<String, String> MISSING = Map.ofEntries(
            Map.entry("{api}", "zzzzzzzzzz"),
            Map.entry("{resource}", "zzzzzzzzzz"),
            Map.entry("{parent}", "zzzzzzzzzz"),
            Map.entry("{verb}", "PUT"),
            Map.entry("{status}", "599"),
            Map.entry("{deployment}", "zzzzzzzzzz"),
            Map.entry("{stage}", "nostage"),
            Map.entry("{key}", "AKIAZZZZZZZZZZZZZZZZ"),
            Map.entry("{model}", "NoModel"),
            Map.entry("{validator}", "zzzzzzzzzz"),
            Map.entry("{authorizer}", "zzzzzzzzzz"),
            Map.entry("{type}", "WAF_FILTERED"),
            Map.entry("{part}", "zzzzzzzzzz"),
            Map.entry("{version}", "zzzzzzzzzz"),
            Map.entry("{certificate}", "zzzzzzzzzz"),
            Map.entry("{link}", "zzzzzzzzzz"),
            Map.entry("{plan}", "zzzzzzzzzz"),
            Map.entry("{apikey}", "zzzzzzzzzz"),
            Map.entry("{domain}", "nothing.example.org"),
            Map.entry("{mapping}", "nomapping"),
            Map.entry("{role}", "arn:aws:iam::111122223333:role/nothing"),
            Map.entry("{iamrole}", "NoRole"),
            Map.entry("{member}", "zzzzzzzzzz"),
            Map.entry("{function}", "arn:aws:lambda:us-east-1:111122223333:function:nothing"),
            Map.entry("{service}", "nothing"),
            Map.entry("{provider}", "arn:aws:iam::111122223333:oidc-provider/nothing.example"));

    /** How an operation answers that has found what its ids name. There is no node in these tests. */
    private static final Pattern TAKEN = Pattern.compile("[^:]+: (2|409 |503 ServiceUnavailableException: No node"
            + "|400 BadRequestException: (Cannot delete Usage Plan|Active stages pointing))");

    private static final int LOOKS = 5;

    @Inject
    EntityManagerFactory entities;

    @Test
    void coversEveryOperationOfATenantWithAnIdInItsPath() {
        Set<String> covered = OPERATIONS.stream()
                .map(operation -> operation.verb() + " " + shape(operation.target()))
                .collect(Collectors.toSet());

        assertThat(servedWithIds()).isNotEmpty().isSubsetOf(covered);
    }

    /** Verb and path of each operation that a tenant may call and that names something in its path. */
    private static Set<String> servedWithIds() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.sluice.control")
                        .stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(Permission.class))
                        .filter(method ->
                                !method.getAnnotationOfType(Permission.class).operator())
                        .map(ForeignIdIT::served)
                        .filter(operation -> operation.contains("{"))
                        .filter(operation -> !operation.contains(KEPT_ELSEWHERE))
                        .collect(Collectors.toSet());
    }

    private static String served(JavaMethod method) {
        String verb = VERBS.entrySet().stream()
                .filter(each -> method.isAnnotatedWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
        String below =
                method.tryGetAnnotationOfType(Path.class).map(Path::value).orElse("");
        String path = method.getOwner().getAnnotationOfType(Path.class).value() + "/" + below;
        return verb + " " + shape(path);
    }

    /** A path with its labels unnamed. */
    private static String shape(String path) {
        return path.replaceAll("\\?.*", "")
                .replaceAll("^/tags/[^{].*", "/tags/{}")
                .replaceAll("\\{[^}]*}", "{}")
                .replaceAll("/+", "/")
                .replaceAll("/$", "");
    }

    /** Else an operation could refuse foreign ids for a reason of its own. Deletions come last, children before parents. */
    @Test
    void everyOperationTakesOwnIds() {
        // given
        var caller = Management.ofNewTenant();
        Map<String, String> own = Belongings.of(caller, "mine", "GET", "200", "THROTTLED");
        Predicate<Operation> deletes = operation -> operation.verb().equals("DELETE");
        Stream<Operation> first = OPERATIONS.stream().filter(deletes.negate());
        Stream<Operation> last = OPERATIONS.reversed().stream().filter(deletes);

        // when
        List<String> refused = Stream.concat(first, last)
                .map(operation -> operation.name() + ": " + operation.send(caller, own))
                .filter(answer -> !TAKEN.matcher(answer).lookingAt())
                .toList();

        // then
        assertThat(refused).isEmpty();
    }

    /** Else equal numbers of none would prove the same work. */
    @Test
    void statementsAreCounted() {
        // given
        var caller = Management.ofNewTenant();
        var api = SampleApi.empty(caller);

        // when
        long statements = statements(() -> caller.get(api.path()).ok());

        // then
        assertThat(statements).isPositive();
    }

    @TestFactory
    Stream<DynamicTest> everyOperationTreatsForeignIdsAsMissing() {
        var stranger = Management.ofNewTenant();
        Map<String, String> foreign = Belongings.of(stranger, "theirs", "DELETE", "418", "UNAUTHORIZED");
        var caller = Management.ofNewTenant();
        Map<String, String> own = Belongings.of(caller, "mine", "GET", "200", "THROTTLED");
        return OPERATIONS.stream()
                .flatMap(operation -> MISSING.keySet().stream()
                        .sorted()
                        .filter(operation::names)
                        .map(label -> DynamicTest.dynamicTest(
                                operation.name() + " " + label, () -> check(caller, operation, label, own, foreign))));
    }

    private void check(
            Management caller,
            Operation operation,
            String label,
            Map<String, String> own,
            Map<String, String> foreign) {
        String missing = value(MISSING, label);
        String answer = operation.send(caller, own, label, missing).replace(missing, "ID");

        if (operation.body().contains(label)) {
            assertThat(answer).as("a missing id in the body is refused").startsWith("4");
        }
        assertThat(operation.send(caller, own, label, value(foreign, label)).replace(value(foreign, label), "ID"))
                .as("a foreign id answers as a missing one")
                .isEqualTo(answer);
        assertThat(sameWork(
                        () -> operation.send(caller, own, label, missing),
                        () -> operation.send(caller, own, label, value(foreign, label))))
                .as("a foreign id costs the statements of a missing one")
                .isTrue();
        if (operation.target().contains(label) && !CLOSED.contains(label)) {
            assertThat(operation.send(caller, own, label, "%27").replace("'", "ID"))
                    .as("a malformed id answers as a missing one")
                    .isEqualTo(answer);
        }
        for (String malformed : List.of("%00", "%27%20or%201=1", "a%2Fb", "%C3%28", "x".repeat(300), "%7B%7D")) {
            if (operation.target().contains(label)) {
                assertThat(operation.send(caller, own, label, malformed))
                        .as(malformed)
                        .matches(EMPTY_FOR_UNKNOWN.contains(operation.name()) ? "(?s)(4|200 ).*" : "(?s)4.*");
            }
        }
        assertThat(caller.get("/restapis/" + value(own, "{api}")).status())
                .as("nothing of the caller's own was touched")
                .isEqualTo(200);
    }

    /** Counted, since a clock proves little. A beat of the service may fall into a call, and then another look is equal. */
    private boolean sameWork(Runnable one, Runnable other) {
        return IntStream.range(0, LOOKS).anyMatch(_ -> statements(one) == statements(other));
    }

    private long statements(Runnable call) {
        Statistics statistics = entities.unwrap(SessionFactory.class).getStatistics();
        statistics.setStatisticsEnabled(true);
        long before = statistics.getPrepareStatementCount();
        call.run();
        return statistics.getPrepareStatementCount() - before;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/restapis",
                "/restapis/{api}/resources",
                "/restapis/{api}/deployments",
                "/restapis/{api}/requestvalidators",
                "/restapis/{api}/documentation/parts",
                "/platform/access-keys",
                "/platform/members",
                "/vpclinks",
                "/apikeys",
                "/usageplans"
            })
    void aPositionInAForeignListOpensNothingOfIt(String list) {
        // given
        var caller = SampleApi.mock(Management.ofNewTenant());
        var stranger = SampleApi.mock(Management.ofNewTenant());
        addTo(list, caller, "before");
        addTo(list, stranger, "theirs");
        addTo(list, stranger, "theirs2");
        addTo(list, caller, "after");
        String place = stranger.caller()
                .get(list.replace("{api}", stranger.id()) + "?limit=1")
                .ok()
                .get("position")
                .textValue();

        // when
        var page = caller.caller()
                .get(list.replace("{api}", caller.id()) + "?position=" + place)
                .ok();

        // then
        var all = caller.caller()
                .get(list.replace("{api}", caller.id()) + "?limit=500")
                .ok();
        assertThat(all.findValuesAsText("id")).containsAll(page.findValuesAsText("id"));
        assertThat(page.findValuesAsText("id"))
                .contains(all.findValuesAsText("id").getLast());
    }

    /** One entry more in a list. */
    private static void addTo(String list, SampleApi api, String name) {
        var caller = api.caller();
        switch (list.substring(list.lastIndexOf('/') + 1)) {
            case "restapis" -> SampleApi.empty(caller);
            case "resources" -> api.child(api.root(), name);
            case "deployments" -> caller.post(api.deployments(), "{}").created();
            case "requestvalidators" ->
                caller.post(api.path() + "/requestvalidators", "{\"name\":\"v\"}")
                        .created();
            case "parts" ->
                caller.post(
                                api.path() + "/documentation/parts",
                                "{\"location\":{\"type\":\"RESOURCE\",\"path\":\"/" + name
                                        + "\"},\"properties\":\"{}\"}")
                        .created();
            case "vpclinks" ->
                caller.post(list, "{\"name\":\"a\",\"targetArns\":[\"arn:aws:a:b:c:d\"]}")
                        .expect(202);
            case "members" ->
                caller.post(list, "{\"user\":\"" + name + "\",\"subject\":\"" + name + "\",\"role\":\"viewer\"}")
                        .created();
            case "apikeys" -> caller.post(list, "{}").created();
            case "usageplans" -> caller.post(list, "{\"name\":\"p\"}").created();
            default -> caller.post(list, "{\"role\":\"owner\"}").created();
        }
    }

    private static String value(Map<String, String> ids, String label) {
        String value = ids.get(label);
        if (value == null) {
            throw new IllegalArgumentException(label);
        }
        return value;
    }

    private record Operation(String name, String verb, String target, String body) {
        static List<Operation> all() {
            try (var file = Objects.requireNonNull(ForeignIdIT.class.getResourceAsStream("foreign-ids.tsv"))) {
                return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split("\t", -1))
                        .map(columns -> new Operation(columns[0], columns[1], columns[2], columns[3]))
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        boolean names(String label) {
            boolean isMadeByTheCall = verb.equals("PUT") && target.endsWith(label) && !target.startsWith("/tags/");
            return !isMadeByTheCall && (target.contains(label) || body.contains(label));
        }

        /** Calls with own ids but for one label; answers status, type and text. */
        String send(Management caller, Map<String, String> own, String label, String other) {
            return new Operation(name, verb, target.replace(label, other), body.replace(label, other))
                    .send(caller, own);
        }

        String send(Management caller, Map<String, String> own) {
            String to = target.replace("{export}", "swagger");
            String sent = body;
            for (String each : MISSING.keySet()) {
                to = to.replace(each, value(own, each));
                sent = sent.replace(each, value(own, each));
            }
            return caller.call(verb, to, sent).refusal();
        }
    }
}
