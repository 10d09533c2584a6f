package dev.sluice.control.apis.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import dev.sluice.control.platform.permissions.Permission;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private static final String PATCHES = "{\"patchOperations\":[]}";
    private static final List<Operation> OPERATIONS = List.of(
            new Operation("GetRestApi", "GET", "/restapis/{api}", ""),
            new Operation("UpdateRestApi", "PATCH", "/restapis/{api}", PATCHES),
            new Operation("DeleteRestApi", "DELETE", "/restapis/{api}", ""),
            new Operation("GetResources", "GET", "/restapis/{api}/resources", ""),
            new Operation("GetResource", "GET", "/restapis/{api}/resources/{resource}", ""),
            new Operation("CreateResource", "POST", "/restapis/{api}/resources/{resource}", "{\"pathPart\":\"x\"}"),
            new Operation("UpdateResource", "PATCH", "/restapis/{api}/resources/{resource}", PATCHES),
            new Operation("DeleteResource", "DELETE", "/restapis/{api}/resources/{resource}", ""),
            new Operation("PutMethod", "PUT", method(""), "{\"authorizationType\":\"NONE\"}"),
            new Operation("GetMethod", "GET", method(""), ""),
            new Operation("UpdateMethod", "PATCH", method(""), PATCHES),
            new Operation("DeleteMethod", "DELETE", method(""), ""),
            new Operation("PutMethodResponse", "PUT", method("/responses/{status}"), "{}"),
            new Operation("GetMethodResponse", "GET", method("/responses/{status}"), ""),
            new Operation("UpdateMethodResponse", "PATCH", method("/responses/{status}"), PATCHES),
            new Operation("DeleteMethodResponse", "DELETE", method("/responses/{status}"), ""),
            new Operation("PutIntegration", "PUT", method("/integration"), "{\"type\":\"MOCK\"}"),
            new Operation("GetIntegration", "GET", method("/integration"), ""),
            new Operation("UpdateIntegration", "PATCH", method("/integration"), PATCHES),
            new Operation("DeleteIntegration", "DELETE", method("/integration"), ""),
            new Operation("PutIntegrationResponse", "PUT", method("/integration/responses/{status}"), "{}"),
            new Operation("GetIntegrationResponse", "GET", method("/integration/responses/{status}"), ""),
            new Operation("UpdateIntegrationResponse", "PATCH", method("/integration/responses/{status}"), PATCHES),
            new Operation("DeleteIntegrationResponse", "DELETE", method("/integration/responses/{status}"), ""),
            new Operation("CreateDeployment", "POST", "/restapis/{api}/deployments", "{}"),
            new Operation("GetDeployments", "GET", "/restapis/{api}/deployments", ""),
            new Operation("GetDeployment", "GET", "/restapis/{api}/deployments/{deployment}", ""),
            new Operation("UpdateDeployment", "PATCH", "/restapis/{api}/deployments/{deployment}", PATCHES),
            new Operation("DeleteDeployment", "DELETE", "/restapis/{api}/deployments/{deployment}", ""),
            new Operation(
                    "CreateStage",
                    "POST",
                    "/restapis/{api}/stages",
                    "{\"stageName\":\"new\",\"deploymentId\":\"{deployment}\"}"),
            new Operation("GetStages", "GET", "/restapis/{api}/stages", ""),
            new Operation("GetStage", "GET", "/restapis/{api}/stages/{stage}", ""),
            new Operation("UpdateStage", "PATCH", "/restapis/{api}/stages/{stage}", PATCHES),
            new Operation("DeleteStage", "DELETE", "/restapis/{api}/stages/{stage}", ""),
            new Operation("GetPropagation", "GET", "/platform/stages/{api}/{stage}/propagation", ""),
            new Operation("DeleteAccessKey", "DELETE", "/platform/access-keys/{key}", ""));
    private static final List<String> LABELS =
            List.of("{api}", "{resource}", "{verb}", "{status}", "{deployment}", "{stage}", "{key}");
    /** Labels of which every text is legal; a verb or status that is none has refusals of its own. */
    private static final Set<String> IDS = Set.of("{api}", "{resource}", "{deployment}", "{stage}", "{key}");

    private static final Map<String, String> MISSING = Map.of(
            "{api}", "zzzzzzzzzz",
            "{resource}", "zzzzzzzzzz",
            "{verb}", "PUT",
            "{status}", "599",
            "{deployment}", "zzzzzzzzzz",
            "{stage}", "nostage",
            "{key}", "AKIAZZZZZZZZZZZZZZZZ");

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
        return path.replaceAll("\\{[^}]*}", "{}").replaceAll("/+", "/").replaceAll("/$", "");
    }

    @TestFactory
    Stream<DynamicTest> everyOperationTreatsForeignIdsAsMissing() {
        var stranger = Management.ofNewTenant();
        Map<String, String> foreign = ids(stranger, "theirs", "DELETE", "418");
        var caller = Management.ofNewTenant();
        Map<String, String> own = ids(caller, "mine", "GET", "200");
        return OPERATIONS.stream()
                .flatMap(operation -> LABELS.stream()
                        .filter(operation::names)
                        .map(label -> DynamicTest.dynamicTest(
                                operation.name() + " " + label, () -> check(caller, operation, label, own, foreign))));
    }

    private static void check(
            Management caller,
            Operation operation,
            String label,
            Map<String, String> own,
            Map<String, String> foreign) {
        String missing = value(MISSING, label);
        String answer = operation.send(caller, own, label, missing).replace(missing, "ID");

        assertThat(operation.send(caller, own, label, value(foreign, label)).replace(value(foreign, label), "ID"))
                .as("a foreign id answers as a missing one")
                .isEqualTo(answer);
        if (operation.target().contains(label) && IDS.contains(label)) {
            assertThat(operation.send(caller, own, label, "%27").replace("'", "ID"))
                    .as("a malformed id answers as a missing one")
                    .isEqualTo(answer);
        }
        for (String malformed : List.of("%00", "%27%20or%201=1", "a%2Fb", "%C3%28", "x".repeat(300), "%7B%7D")) {
            if (operation.target().contains(label)) {
                assertThat(operation.send(caller, own, label, malformed))
                        .as(malformed)
                        .startsWith("4");
            }
        }
        assertThat(caller.get("/restapis/" + value(own, "{api}")).status())
                .as("nothing of the caller's own was touched")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/restapis", "/restapis/{api}/resources", "/restapis/{api}/deployments", "/platform/access-keys"
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
        switch (list.substring(list.lastIndexOf('/') + 1)) {
            case "restapis" -> SampleApi.empty(api.caller());
            case "resources" -> api.child(api.root(), name);
            case "deployments" -> api.caller().post(api.deployments(), "{}").created();
            default -> api.caller().post(list, "{\"role\":\"owner\"}").created();
        }
    }

    /** Makes one of everything and answers the ids by label. */
    private static Map<String, String> ids(Management caller, String stage, String verb, String status) {
        var api = SampleApi.empty(caller);
        String resource = api.child(api.root(), stage);
        api.putMock(resource, verb);
        caller.put(api.method(resource, verb) + "/responses/" + status, "{}").created();
        caller.put(api.method(resource, verb) + "/integration/responses/" + status, "{}")
                .created();
        return Map.of(
                "{api}", api.id(),
                "{resource}", resource,
                "{verb}", verb,
                "{status}", status,
                "{deployment}", api.deploy(stage),
                "{stage}", stage,
                "{key}", caller.key().id());
    }

    private static String method(String rest) {
        return "/restapis/{api}/resources/{resource}/methods/{verb}" + rest;
    }

    private static String value(Map<String, String> ids, String label) {
        String value = ids.get(label);
        if (value == null) {
            throw new IllegalArgumentException(label);
        }
        return value;
    }

    private record Operation(String name, String verb, String target, String body) {
        boolean names(String label) {
            boolean isMadeByTheCall = verb.equals("PUT") && target.endsWith(label);
            return !isMadeByTheCall && (target.contains(label) || body.contains(label));
        }

        /** Calls with own ids but for one label; answers status, type and text. */
        String send(Management caller, Map<String, String> own, String label, String other) {
            String to = target.replace(label, other);
            String sent = body.replace(label, other);
            for (String each : LABELS) {
                to = to.replace(each, value(own, each));
                sent = sent.replace(each, value(own, each));
            }
            return caller.call(verb, to, sent).refusal();
        }
    }
}
