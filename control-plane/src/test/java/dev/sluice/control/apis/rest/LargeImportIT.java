package dev.sluice.control.apis.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.fixtures.Management;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** An import of as many paths as an API may have. How long it takes the benchmark of the management API measures. */
@QuarkusTest
class LargeImportIT {
    private static final int PATHS = 299;

    @Test
    void importsAsManyPathsAsAnApiMayHave() {
        // given
        var caller = Management.ofNewTenant();

        // when
        var api = caller.post("/restapis?mode=import", document()).created();

        // then
        assertThat(caller.get("/restapis/" + api.get("id").textValue() + "/resources?limit=500")
                        .ok()
                        .get("item"))
                .hasSize(PATHS + 1);
    }

    private static String document() {
        var paths = new StringBuilder();
        for (int i = 0; i < PATHS; i++) {
            paths.append(i == 0 ? "" : ",").append("'/path").append(i).append("':{");
            for (String verb : new String[] {"get", "post", "delete"}) {
                paths.append(verb.equals("get") ? "" : ",")
                        .append("'")
                        .append(verb)
                        .append("':")
                        .append("""
                        {'operationId':'%s%d','parameters':[{'name':'q','in':'query','schema':{'type':'string'}}],
                         'responses':{'200':{'description':'ok','content':{'application/json':{'schema':
                           {'$ref':'#/components/schemas/M%d'}}}},'400':{'description':'bad'}},
                         'x-amazon-apigateway-integration':{'type':'http','uri':'https://origin.example/%d',
                           'requestTemplates':{'application/json':'{}'},
                           'responses':{'default':{'statusCode':'200'},'4..':{'statusCode':'400'}}}}
                        """.formatted(verb, i, i % 50, i));
            }
            paths.append("}");
        }
        var schemas = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            schemas.append(i == 0 ? "" : ",")
                    .append("'M" + i + "':{'type':'object','properties':{'a':{'type':'string'},"
                            + "'b':{'$ref':'#/components/schemas/M" + (i + 1) % 50 + "'}}}");
        }
        return body("{'openapi':'3.0.1','info':{'title':'large','version':'1'},'paths':{" + paths
                + "},'components':{'schemas':{" + schemas + "}}}");
    }
}
