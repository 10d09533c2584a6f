package dev.sluice.control.apis.rest;

import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ResourceIT {
    private Management caller;
    private SampleApi api;

    @BeforeEach
    void anApi() {
        caller = Management.ofNewTenant();
        api = SampleApi.empty(caller);
    }

    @Test
    void refusesALongPathPart() {
        String parent = api.resources() + "/" + api.root();

        assertThat(caller.post(parent, "{\"pathPart\":\"" + "a".repeat(256) + "\"}")
                        .refusal())
                .isEqualTo("400 BadRequestException: Resource's path part must have at most 255 characters.");
        caller.post(parent, "{\"pathPart\":\"" + "a".repeat(255) + "\"}").created();
    }

    @Test
    void theRootIsThereFromTheStart() {
        assertThat(caller.get(api.resources() + "/" + api.root()).ok())
                .isEqualTo(expected("{'id':'%s','path':'/'}".formatted(api.root())));
    }

    @Test
    void createsAChild() {
        JsonNode pets = caller.post(api.resources() + "/" + api.root(), "{\"pathPart\":\"pets\"}")
                .created();

        String id = pets.get("id").textValue();
        assertThat(id).matches("[a-z0-9]{10}");
        assertThat(pets)
                .isEqualTo(expected(
                        "{'id':'%s','parentId':'%s','pathPart':'pets','path':'/pets'}".formatted(id, api.root())));
        String deep = api.child(api.child(id, "{petId}"), "{rest+}");
        assertThat(caller.get(api.resources() + "/" + deep).ok().get("path").textValue())
                .isEqualTo("/pets/{petId}/{rest+}");
    }

    @Test
    void showsMethodsAsEmptyObjectsUnlessAskedToEmbedThem() {
        api.putMock(api.root(), "GET");
        String root = api.resources() + "/" + api.root();

        assertThat(caller.get(root).ok().get("resourceMethods")).isEqualTo(expected("{'GET':{}}"));
        JsonNode embedded = caller.get(root + "?embed=methods").ok();
        assertThat(embedded.at("/resourceMethods/GET/methodIntegration/type").textValue())
                .isEqualTo("MOCK");
        JsonNode listed = caller.get(api.resources() + "?embed=methods").ok();
        assertThat(listed.at("/item/0")).isEqualTo(embedded);
    }

    @Test
    void pagesByTwentyFive() {
        for (int i = 0; i < 26; i++) {
            api.child(api.root(), "part" + i);
        }

        JsonNode first = caller.get(api.resources()).ok();
        assertThat(first.get("item")).hasSize(25);
        JsonNode second = caller.get(
                        api.resources() + "?position=" + first.get("position").textValue())
                .ok();
        assertThat(second.get("item")).hasSize(2);
        assertThat(second.has("position")).isFalse();
        assertThat(caller.get(api.resources() + "?limit=500").ok().get("item")).hasSize(27);
    }

    @Test
    void renamingAndMovingRewritesTheSubtree() {
        String pets = api.child(api.root(), "pets");
        String id = api.child(pets, "{id}");
        String toys = api.child(id, "toys");
        String cats = api.child(api.root(), "cats");

        caller.patch(api.resources() + "/" + pets, "{\"op\":\"replace\",\"path\":\"/pathPart\",\"value\":\"animals\"}")
                .ok();
        assertThat(caller.get(api.resources() + "/" + toys).ok().get("path").textValue())
                .isEqualTo("/animals/{id}/toys");

        caller.patch(
                        api.resources() + "/" + id,
                        "{\"op\":\"replace\",\"path\":\"/parentId\",\"value\":\"" + cats + "\"}")
                .ok();
        assertThat(caller.get(api.resources() + "/" + toys).ok().get("path").textValue())
                .isEqualTo("/cats/{id}/toys");
    }

    @Test
    void deletesTheSubtreeWithItsMethods() {
        String pets = api.child(api.root(), "pets");
        String id = api.child(pets, "{id}");
        api.putMock(id, "GET");

        assertThat(caller.delete(api.resources() + "/" + pets).status()).isEqualTo(202);

        assertThat(caller.get(api.resources() + "/" + id).refusal())
                .isEqualTo("404 NotFoundException: Invalid Resource identifier specified");
        assertThat(caller.get(api.method(id, "GET")).status()).isEqualTo(404);
        assertThat(caller.delete(api.resources() + "/" + api.root()).refusal())
                .isEqualTo("400 BadRequestException: Root resource cannot be deleted.");
    }

    @Test
    void keepsTheRulesOfTheTree() {
        String greedy = api.child(api.root(), "{proxy+}");
        String pets = api.child(api.root(), "pets");
        String below = api.child(pets, "below");

        assertThat(create(api.root(), "{other}"))
                .isEqualTo("400 BadRequestException: A sibling ({proxy+}) of this resource already has a variable path"
                        + " part -- only one is allowed");
        assertThat(create(greedy, "x"))
                .isEqualTo("400 BadRequestException: Cannot create a child of a resource with a greedy path variable:"
                        + " {proxy+}");
        assertThat(create(api.root(), "pets"))
                .isEqualTo("409 ConflictException: Another resource with the same parent already has this name: pets");
        assertThat(create(api.root(), "a b"))
                .isEqualTo("400 BadRequestException: Resource's path part only allow a-zA-Z0-9._- and curly braces at"
                        + " the beginning and the end and an optional plus sign before the closing brace.");
        assertThat(create("nothing", "x")).isEqualTo("404 NotFoundException: Invalid Resource identifier specified");
        assertThat(patch(pets, "/parentId", below)).isEqualTo("400 BadRequestException: Resources cannot be cyclical.");
        assertThat(patch(below, "/parentId", "nothing"))
                .isEqualTo("404 NotFoundException: Invalid Resource identifier specified");
        assertThat(patch(api.root(), "/pathPart", "x"))
                .isEqualTo("400 BadRequestException: Root resource cannot update its pathPart.");
        assertThat(patch(api.root(), "/parentId", pets))
                .isEqualTo("400 BadRequestException: Root resource cannot update its parentId.");
        api.child(api.root(), "dogs");
        assertThat(patch(pets, "/pathPart", "dogs"))
                .isEqualTo("409 ConflictException: Another resource with the same parent already has this name: dogs");
        assertThat(patch(pets, "/x", "y"))
                .isEqualTo("400 BadRequestException: Invalid patch path  '/x' specified for op 'replace'. Must be one"
                        + " of: [/parentId, /pathPart]");
        assertThat(caller.patch(api.resources() + "/" + pets, "{\"op\":\"add\",\"path\":\"/pathPart\"}")
                        .refusal())
                .isEqualTo("400 BadRequestException: Invalid patch path  '/pathPart' specified for op 'add'. Please"
                        + " choose supported operations");
    }

    private String create(String parent, String part) {
        return caller.post(api.resources() + "/" + parent, "{\"pathPart\":\"" + part + "\"}")
                .refusal();
    }

    private String patch(String resource, String path, String value) {
        return caller.patch(
                        api.resources() + "/" + resource,
                        "{\"op\":\"replace\",\"path\":\"%s\",\"value\":\"%s\"}".formatted(path, value))
                .refusal();
    }
}
