package dev.sluice.control.apis.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.definition.ResourceDefinition;
import dev.sluice.control.fixtures.Definitions;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("platform-api: the difference of a stage")
class ApiComparisonTest {
    private static final String LIST = "/resources/2/methods/GET";
    private static final String CREATE = "/resources/2/methods/POST";
    private static final String DELETE = "/resources/3/methods/DELETE";
    private static final String READ = "/resources/3/methods/GET";

    @Test
    void findsNoneBetweenADefinitionAndItself() {
        assertThat(changes(Definitions.pets(), Definitions.pets())).isEmpty();
    }

    @Test
    void findsNoneWhenAnImportMadeEverythingAnew() {
        // given
        var reimported = Definitions.pets()
                .renaming("valid00001", "aaaaaaaaaa")
                .renaming("valid00002", "bbbbbbbbbb")
                .renaming("authtoken1", "cccccccccc")
                .renaming("authpool01", "dddddddddd")
                .renaming("pets000000", "eeeeeeeeee")
                .renaming("model00001", "ffffffffff")
                .renaming("doc0000001", "gggggggggg")
                .renaming("\"Rows\"", "\"MODELa1b2c3\"")
                .renaming("{ \\\"summary\\\": \\\"Lists pets\\\" }", "{\\\"summary\\\":\\\"Lists pets\\\"}")
                .with(LIST + "/responses/404", "{'responseParameters':{},'responseModels':{}}")
                .with(DELETE + "/authorizationType", "'AWS_IAM'");

        // then
        assertThat(changes(Definitions.pets(), reimported)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                LIST + "/authorizationType | 'AWS_IAM' | authorizationType changed breaking",
                DELETE + "/authorizationType | 'NONE' | authorizationType changed safe",
                LIST + "/apiKeyRequired | true | apiKeyRequired changed breaking",
                CREATE + "/apiKeyRequired | false | apiKeyRequired changed safe",
                LIST + "/operationName | 'List' | operationName changed safe",
                CREATE + "/authorizerId | 'authreq001' | authorizerId requests changed breaking",
                READ + "/authorizationScopes | ['pets/read'] | authorizationScopes changed breaking",
                READ + "/authorizationScopes | ['pets/write','pets/read','x'] | authorizationScopes changed safe",
                READ + "/authorizationScopes | ['pets/write','pets/read'] |",
                READ + "/authorizationScopes | [] | authorizationScopes changed safe",
                READ + "/requestValidatorId | 'valid00001' | validateRequestBody changed breaking",
                CREATE + "/requestValidatorId | 'valid00002' | validateRequestBody changed safe",
            })
    void judgesWhoMayCall(String place, String value, String expected) {
        assertThat(changes(Definitions.pets(), Definitions.pets().with(place, value)))
                .containsExactlyElementsOf(Stream.ofNullable(expected).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/requestParameters/method.request.querystring.q | true"
                        + " | requestParameters method.request.querystring.q added breaking",
                "/requestParameters/method.request.querystring.q | false"
                        + " | requestParameters method.request.querystring.q added safe",
                "/requestParameters/method.request.querystring.type | false"
                        + " | requestParameters method.request.querystring.type changed safe",
                "/requestParameters/method.request.header.X-Page | true"
                        + " | requestParameters method.request.header.X-Page changed breaking",
                "/requestParameters/method.request.path.any | true |",
                "/requestModels | {'application/json':'Pet'} | requestModels application/json added safe",
                "/responses/500 | {} | methodResponses 500 added safe",
                "/responses/200/responseParameters | {}"
                        + " | methodResponses.200.responseParameters method.response.header.X-Total removed breaking",
                "/responses/200/responseParameters/method.response.header.X-Total | true |",
                "/responses/404/responseParameters | {'method.response.header.A':true}"
                        + " | methodResponses.404.responseParameters method.response.header.A added safe",
                "/responses/200/responseModels | {'application/json':'Pets'}"
                        + " | methodResponses.200.responseModels text/csv removed breaking",
                "/responses/404/responseModels | {'application/json':'Pet'}"
                        + " | methodResponses.404.responseModels application/json added safe",
                "/responses/200/responseModels/text~1csv | 'Pets'"
                        + " | methodResponses.200.responseModels text/csv changed breaking",
            })
    void judgesWhatCallersSendAndGet(String place, String value, String expected) {
        assertThat(changes(Definitions.pets(), Definitions.pets().with(LIST + place, value)))
                .filteredOn(change -> !change.contains("items"))
                .containsOnly(Stream.ofNullable(expected).toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/integration | null | integration removed breaking",
                "/integration/uri | 'http://other.example/' | integration.uri changed safe",
                "/integration/type | 'HTTP_PROXY' | integration.type changed safe",
                "/integration/timeoutInMillis | 50 | integration.timeoutInMillis changed safe",
                "/integration/passthroughBehavior | 'NEVER' | integration.passthroughBehavior changed breaking",
                "/integration/requestTemplates | {'a/b':'x'} | integration.requestTemplates a/b added safe",
                "/integration/cacheNamespace | 'x' | integration.cacheNamespace changed safe",
                "/integration/responses/500 | {'selectionPattern':'5..'}"
                        + " | integration.integrationResponses 5.. added safe",
                "/integration/responses/404/selectionPattern | '404'"
                        + " | integration.integrationResponses 4\\d\\d removed breaking"
                        + " ; integration.integrationResponses 404 added safe",
                "/integration/responses/404/responseTemplates/application~1json | 'x'"
                        + " | integration.integrationResponses.4\\d\\d.responseTemplates application/json changed safe",
                "/integration/responses/200/responseParameters | {}"
                        + " | integration.integrationResponses.default.responseParameters"
                        + " method.response.header.X-Total removed breaking",
                "/integration/responses/200/selectionPattern | '' |",
            })
    void judgesWhatStandsBehind(String place, String value, String expected) {
        assertThat(changes(Definitions.pets(), Definitions.pets().with(LIST + place, value)))
                .containsExactlyElementsOf(expected == null ? List.of() : List.of(expected.split(" ; ", -1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/settings/name | 'x' | settings name changed safe",
                "/settings/tags | {} |",
                "/settings/policy | null | settings policy removed safe",
                "/settings/policy | '{}' | settings policy changed breaking",
                "/settings/apiKeySource | 'HEADER' | settings apiKeySource changed breaking",
                "/settings/disableExecuteApiEndpoint | false | settings disableExecuteApiEndpoint changed safe",
                "/settings/binaryMediaTypes | ['image/png'] | settings binaryMediaTypes changed breaking",
                "/settings/binaryMediaTypes | ['application/octet-stream','image/png'] |",
                "/settings/minimumCompressionSize | null | settings minimumCompressionSize removed safe",
                "/validators/0/validateRequestBody | true"
                        + " | validateRequestBody changed breaking ; requestValidators params changed safe",
                "/authorizers/0/uri | 'arn:other' | authorizers tokens changed breaking",
                "/authorizers/0/ttlSeconds | 61 | authorizers tokens changed safe",
                "/authorizers/1/uri | 'arn:other' | authorizers requests changed safe",
                "/gatewayResponses/0/statusCode | '503' | gatewayResponses THROTTLED changed breaking",
                "/gatewayResponses/0/responseParameters | {} | gatewayResponses THROTTLED changed breaking",
                "/gatewayResponses/0/responseTemplates | {} | gatewayResponses THROTTLED changed safe",
                "/documentationParts | [] | documentation removed safe",
                "/throttles | [{'limits':[{'rate':1.0,'headers':false}]}] | throttles API added breaking",
                "/throttles | [{'resourceId':'pets000000','verb':'GET','limits':[{'rate':1.0,'headers':false}]}]"
                        + " | throttles GET /pets added breaking",
            })
    void judgesWhatBelongsToTheApi(String place, String value, String expected) {
        assertThat(changes(Definitions.pets(), Definitions.pets().with(place, value)))
                .containsExactlyElementsOf(expected == null ? List.of() : List.of(expected.split(" ; ", -1)));
    }

    @Test
    void aLimitThatGoesIsSafeAndOneThatChangesIsNot() {
        // given
        var limited = Definitions.pets()
                .with("/throttles", "[{'resourceId':'pets000000','limits':[{'rate':1.0,'headers':false}]}]");

        // then
        assertThat(changes(limited, Definitions.pets())).containsExactly("throttles /pets removed safe");
        assertThat(changes(limited, limited.with("/throttles/0/limits/0/rate", "2.0")))
                .containsExactly("throttles /pets changed breaking");
    }

    @Test
    void seesMethodsComeAndGo() {
        // given
        var without = Definitions.pets().without(DELETE);

        // then
        assertThat(methods(Definitions.pets(), without)).containsExactly("DELETE /pets/{petId} removed breaking");
        assertThat(methods(without, Definitions.pets())).containsExactly("DELETE /pets/{petId} added safe");
    }

    @Test
    void takesAPathWithAnotherNameOfItsVariableForTheSame() {
        // given
        var renamed = Definitions.pets().with("/resources/3/path", "'/pets/{id}'");

        // then
        assertThat(methods(Definitions.pets(), renamed))
                .containsExactly("DELETE /pets/{id} changed safe", "GET /pets/{id} changed safe");
        assertThat(changes(Definitions.pets(), renamed)).containsExactly("path changed safe", "path changed safe");
    }

    @Test
    @Timeout(5)
    void comparesManyRenamedPathsAtOnce() {
        // given
        var before = manyPaths("{one}");
        var after = manyPaths("{two}");

        // when
        var diff = ApiComparison.between(before, after);

        // then
        assertThat(diff.methods()).hasSize(6_000).extracting(MethodDiff::kind).containsOnly(Kind.CHANGED);
    }

    private static ApiDefinition manyPaths(String variable) {
        var api = Definitions.pets().api();
        var methods = api.resources().get(3).methods();
        List<ResourceDefinition> resources = IntStream.range(0, 3_000)
                .mapToObj(i -> new ResourceDefinition("r" + i, "/p" + i + "/" + variable, methods))
                .toList();
        return new ApiDefinition(
                api.settings(),
                resources,
                api.models(),
                api.validators(),
                api.authorizers(),
                api.gatewayResponses(),
                api.documentationParts(),
                api.throttles());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'type':'object' | 'type':'array' | the type changed | BREAKING",
                "'price':{'type':'number','minimum':1.50}, | nothing | /price: the property was removed | BREAKING",
                "'minimum':1.50 | 'minimum':2 | /price: minimum allows less | BREAKING",
                "'minimum':1.50 | 'minimum':1 | /price: minimum allows more | SAFE",
                "'minimum':1.50 | 'title':'p' | /price: minimum allows more | SAFE",
                "'required':['name'] | 'required':['name','price'] | /price: the property is now required | BREAKING",
                "'required':['name'] | 'required':[] | /name: the property is no longer required | SAFE",
                "'name':{'type':'string'} | 'name':{'type':'string','pattern':'a+'}"
                        + " | /name: pattern restricts values otherwise | BREAKING",
                "'name':{'type':'string'} | 'name':{'type':'string','enum':['a']}"
                        + " | /name: only listed values are allowed now | BREAKING",
                "'name':{'type':'string'} | 'name':{'type':'string'},'more':{} | /more: the property was added | SAFE",
                "'type':'object' | 'type':'object','additionalProperties':false"
                        + " | other properties are restricted now | BREAKING",
                "'type':'object' | 'type':'object','description':'x' | description changed, which only describes | SAFE",
                "'type':'object' | 'type':'object','not':{} | not changed | BREAKING",
                "'minimum':1.50 | 'enum':[1] | /price: only listed values are allowed now | BREAKING",
                "'enum':['S','L'] | 'enum':['S'] | definitions changed | BREAKING",
            })
    void judgesModels(String text, String other, String reason, Impact impact) {
        // given
        var pets = Definitions.pets();
        String schema = pets.json().at("/models/0/schema").textValue();
        String changed =
                schema.replace(text.replace('\'', '"'), other.equals("nothing") ? "" : other.replace('\'', '"'));
        var after = pets.with("/models/0/schema", TextNode.valueOf(changed).toString());

        // when
        var diff = ApiComparison.between(pets.api(), after.api());

        // then
        assertThat(diff.methods()).isEmpty();
        assertThat(diff.parts()).contains(new Change("models", "Pet", Kind.CHANGED, impact, reason));
    }

    @Test
    void aDifferenceIsBreakingWhenAnyPartOfItIs() {
        // given
        var safe = Definitions.pets().with("/settings/name", "'x'");
        var breaking = safe.with(LIST + "/apiKeyRequired", "true");

        // then
        assertThat(ApiComparison.between(Definitions.pets().api(), safe.api()).isBreaking())
                .isFalse();
        assertThat(ApiComparison.between(Definitions.pets().api(), breaking.api())
                        .isBreaking())
                .isTrue();
    }

    private static List<String> methods(Definitions before, Definitions after) {
        return ApiComparison.between(before.api(), after.api()).methods().stream()
                .map(method -> method.verb() + " " + method.path() + " " + words(method.kind(), method.impact()))
                .toList();
    }

    /** All differences in one line each, without their reasons. */
    private static List<String> changes(Definitions before, Definitions after) {
        var diff = ApiComparison.between(before.api(), after.api());
        return Stream.concat(
                        diff.methods().stream()
                                .flatMap(method -> method.changes().isEmpty()
                                        ? Stream.of(new Change(
                                                method.verb(), method.path(), method.kind(), method.impact(), ""))
                                        : method.changes().stream()),
                        diff.parts().stream())
                .map(change -> change.part() + (change.name() == null ? "" : " " + change.name()) + " "
                        + words(change.kind(), change.impact()))
                .toList();
    }

    private static String words(Kind kind, Impact impact) {
        return (kind + " " + impact).toLowerCase(Locale.ROOT);
    }
}
