package dev.sluice.control.apis.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a naive implementation gets wrong about imports (management-api 15). */
@QuarkusTest
class ImportTrapsIT {
    private static final String FUNCTION = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
            + "arn:aws:lambda:us-east-1:123456789012:function:f/invocations";

    private Management caller;

    @BeforeEach
    void aCaller() {
        caller = Management.ofNewTenant();
    }

    @Test
    @DisplayName(
            "management-api 15.26: root security applies, unused authorizers are made, a scheme with one is no key")
    void trap26Security() {
        // when
        String api = imported("", """
                {'openapi':'3.0.1','info':{'title':'t','version':'1'},'security':[{'closing':['read']}],
                 'components':{'securitySchemes':{
                  'key':{'type':'apiKey','name':'X-Api-Key','in':'header'},
                  'closing':{'type':'apiKey','name':'x-api-key','in':'header',
                   'x-amazon-apigateway-authorizer':{'type':'token','authorizerUri':'%1$s'}},
                  'unused':{'type':'apiKey','name':'Authorization','in':'header',
                   'x-amazon-apigateway-authorizer':{'type':'token','authorizerUri':'%1$s'}}}},
                 'paths':{'/':{
                  'get':{'responses':{}},
                  'put':{'security':[],'responses':{}},
                  'post':{'security':[{'key':[]}],'responses':{}}}}}
                """.formatted(FUNCTION));
        JsonNode methods =
                caller.get("/restapis/" + api + "/resources?embed=methods").ok().at("/item/0/resourceMethods");

        // then
        assertThat(methods.at("/GET/authorizationType").textValue()).isEqualTo("CUSTOM");
        assertThat(methods.at("/GET/authorizationScopes")).isEqualTo(expected("['read']"));
        assertThat(methods.at("/GET/apiKeyRequired").booleanValue()).isFalse();
        assertThat(methods.at("/PUT/authorizationType").textValue()).isEqualTo("NONE");
        assertThat(methods.at("/PUT/apiKeyRequired").booleanValue()).isFalse();
        assertThat(methods.at("/POST/authorizationType").textValue()).isEqualTo("NONE");
        assertThat(methods.at("/POST/apiKeyRequired").booleanValue()).isTrue();
        assertThat(caller.get("/restapis/" + api + "/authorizers").ok().findValuesAsText("name"))
                .containsExactlyInAnyOrder("closing", "unused");
    }

    @Test
    @DisplayName("management-api 15.27: the base path is that of a server variable, even one that the URL does not use")
    void trap27BasePath() {
        String unused = server("'url':'https://x/url','variables':{'basePath':{'default':'/a/b'}}");
        String used = server("'url':'https://x/{basePath}','variables':{'basePath':{'default':'a/b'}}");
        String plain = server("'url':'https://x/a/b'");

        for (String document : new String[] {unused, used, plain}) {
            assertThat(paths(imported("", document))).as(document).containsOnlyKeys("/", "/test");
            assertThat(paths(imported("&basepath=ignore", document)))
                    .as(document)
                    .containsOnlyKeys("/", "/test");
            assertThat(paths(imported("&basepath=prepend", document)))
                    .as(document)
                    .containsOnlyKeys("/", "/a", "/a/b", "/a/b/test");
            assertThat(paths(imported("&basepath=split", document)))
                    .as(document)
                    .containsOnlyKeys("/", "/b", "/b/test");
        }
    }

    @Test
    @DisplayName("management-api 15.28: a put merges by default, keeps ids, warns in a 200 and takes numbers for texts")
    void trap28PutRestApi() {
        // given
        var api = SampleApi.empty(caller);
        String kept = api.child(api.root(), "kept");
        api.putMock(kept, "GET");
        api.putMock(api.child(api.root(), "old"), "GET");
        caller.patch(api.path(), body("{'op':'add','path':'/binaryMediaTypes/image~1gif'}"))
                .ok();
        String document = body("""
                {'swagger':'2.0','info':{'title':'after','version':2},
                 'x-amazon-apigateway-binary-media-types':['image/png'],
                 'paths':{'/kept':{'post':{'responses':{'201':{'description':'made'}},
                  'x-amazon-apigateway-integration':{'type':'http','httpMethod':'POST','uri':'https://origin.example/',
                   'requestParameters':{'integration.request.header.a':true},
                   'responses':{'default':{'statusCode':201}}}}}}}
                """);

        // when
        JsonNode merged = caller.put(api.path(), document).ok();
        Map<String, String> afterMerge = paths(api.id());
        JsonNode overwritten =
                caller.put(api.path() + "?mode=overwrite", document).ok();
        Map<String, String> afterOverwrite = paths(api.id());

        // then
        assertThat(merged.get("binaryMediaTypes")).isEqualTo(expected("['image/gif','image/png']"));
        assertThat(afterMerge).containsKeys("/kept", "/old").containsEntry("/kept", kept);
        assertThat(overwritten.get("binaryMediaTypes")).isEqualTo(expected("['image/png']"));
        assertThat(afterOverwrite)
                .containsOnlyKeys("/", "/kept")
                .containsEntry("/kept", kept)
                .containsEntry("/", api.root());
        assertThat(overwritten.get("rootResourceId").textValue()).isEqualTo(api.root());
        assertThat(overwritten.get("version").textValue()).isEqualTo("2");
        assertThat(overwritten.get("warnings").valueStream().map(JsonNode::textValue))
                .contains("Invalid format for 'requestParameters'. Expected type string for property"
                        + " 'integration.request.header.a' of resource '/kept' and method 'POST' but got 'true'");
        JsonNode method = caller.get(api.method(kept, "POST")).ok();
        assertThat(method.at("/methodResponses/201/statusCode").textValue()).isEqualTo("201");
        assertThat(method.at("/methodIntegration/integrationResponses/201/statusCode")
                        .textValue())
                .isEqualTo("201");
        assertThat(caller.get(api.method(kept, "GET")).status()).isEqualTo(404);
        String yaml = """
                swagger: '2.0'
                info: {title: yaml, version: 3}
                paths: {/kept: {post: {responses: {202: {description: later}}}}}
                """;
        assertThat(caller.put(api.path(), yaml).ok().get("version").textValue()).isEqualTo("3");
        assertThat(caller.get(api.method(kept, "POST"))
                        .ok()
                        .at("/methodResponses/202/statusCode")
                        .textValue())
                .isEqualTo("202");
    }

    private static String server(String server) {
        return "{'openapi':'3.0.1','info':{'title':'t','version':'1'},'servers':[{" + server
                + "}],'paths':{'/test':{'get':{'responses':{}}}}}";
    }

    private String imported(String query, String document) {
        return caller.post("/restapis?mode=import" + query, body(document))
                .created()
                .get("id")
                .textValue();
    }

    /** Ids of resources by path. */
    private Map<String, String> paths(String api) {
        Map<String, String> paths = new TreeMap<>();
        caller.get("/restapis/" + api + "/resources?limit=500")
                .ok()
                .get("item")
                .forEach(resource -> paths.put(
                        resource.get("path").textValue(), resource.get("id").textValue()));
        return paths;
    }
}
