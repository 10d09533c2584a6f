package dev.sluice.control.apis.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** management-api 3, 5, 6. */
@QuarkusTest
class GatewayResponseIT {
    private static final String TEMPLATES =
            "'responseTemplates':{'application/json':'{\\'message\\':$context.error.messageString}'}"
                    .replace("\\'", "\\\"");

    private Management caller;
    private String responses;

    @BeforeEach
    void anApi() {
        caller = Management.ofNewTenant();
        responses = SampleApi.empty(caller).path() + "/gatewayresponses";
    }

    @ParameterizedTest
    @CsvSource({
        "ACCESS_DENIED,403",
        "API_CONFIGURATION_ERROR,500",
        "AUTHORIZER_CONFIGURATION_ERROR,500",
        "AUTHORIZER_FAILURE,500",
        "BAD_REQUEST_BODY,400",
        "BAD_REQUEST_PARAMETERS,400",
        "EXPIRED_TOKEN,403",
        "INTEGRATION_FAILURE,504",
        "INTEGRATION_TIMEOUT,504",
        "INVALID_API_KEY,403",
        "INVALID_SIGNATURE,403",
        "MISSING_AUTHENTICATION_TOKEN,403",
        "QUOTA_EXCEEDED,429",
        "REQUEST_TOO_LARGE,413",
        "RESOURCE_NOT_FOUND,404",
        "THROTTLED,429",
        "UNAUTHORIZED,401",
        "UNSUPPORTED_MEDIA_TYPE,415",
        "WAF_FILTERED,403"
    })
    void hasAWSsDefaults(String type, String status) {
        assertThat(get(type)).isEqualTo(expected("""
                {'responseType':'%s','statusCode':'%s','responseParameters':{},%s,'defaultResponse':true}
                """.formatted(type, status, TEMPLATES)));
    }

    @Test
    void hasNoStatusForTheFallbacks() {
        assertThat(get("DEFAULT_4XX")).isEqualTo(expected("""
                {'responseType':'DEFAULT_4XX','responseParameters':{},%s,'defaultResponse':true}
                """.formatted(TEMPLATES)));
    }

    @Test
    void listsByPages() {
        JsonNode first = caller.get(responses + "?limit=20").ok();
        JsonNode last = caller.get(responses + "?limit=20&position="
                        + first.get("position").textValue())
                .ok();

        assertThat(first.get("item")).hasSize(20);
        assertThat(last.findValuesAsText("responseType")).containsExactly("WAF_FILTERED");
        assertThat(last.has("position")).isFalse();
        assertThat(caller.get(responses + "?position=nope").status()).isEqualTo(400);
    }

    @Test
    void putsWhatWasSent() {
        String sent = """
                {'statusCode':'418','responseParameters':{'gatewayresponse.header.A':'context.requestId'},
                 'responseTemplates':{'text/plain':'no'}}
                """;

        JsonNode put =
                caller.put(responses + "/UNAUTHORIZED", sent.replace('\'', '"')).created();

        assertThat(put).isEqualTo(expected("""
                {'responseType':'UNAUTHORIZED','statusCode':'418',
                 'responseParameters':{'gatewayresponse.header.A':'context.requestId'},
                 'responseTemplates':{'text/plain':'no'},'defaultResponse':false}
                """));
        assertThat(get("UNAUTHORIZED")).isEqualTo(put);
        assertThat(caller.put(responses + "/UNAUTHORIZED", "{}")
                        .created()
                        .get("statusCode")
                        .textValue())
                .isEqualTo("401");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{'responseTemplates':{'application/json':null}} § 400 BadRequestException: Invalid null or empty value in responseTemplates",
                "{'responseTemplates':{'application/json':''}} § 400 BadRequestException: Invalid null or empty value in responseTemplates",
                "{'responseParameters':{'gatewayresponse.header.A':null}} § 400 BadRequestException: Invalid null or empty value in responseParameters",
                "{'responseParameters':{'A':'context.requestId'}} § 400 BadRequestException: Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: A]",
                "{'responseParameters':{'gatewayresponse.header.A':'x'}} § 400 BadRequestException: Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: x]",
                "{'responseTemplates':{'json':'x'}} § 400 BadRequestException: Validation Result: warnings : [], errors : [Invalid content type specified: json]",
                "{'statusCode':'600'} § 400 ValidationException: 1 validation error detected: Value '600' at 'putGatewayResponseInput.statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d",
                "{'statusCode':401} § 400 SerializationException: class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String",
                "{'responseTemplates':[]} § 400 SerializationException: Expected null or start of structure",
            })
    void refusesToPut(String body, String refusal) {
        assertThat(caller.put(responses + "/UNAUTHORIZED", body(body)).refusal())
                .isEqualTo(refusal);
    }

    @Test
    void aPatchCustomises() {
        // given
        String type = responses + "/THROTTLED";
        caller.put(responses + "/DEFAULT_4XX", body("{'statusCode':'499'}")).created();

        // when
        JsonNode patched = caller.patch(type, body("""
                {'op':'replace','path':'/statusCode','value':'503'},
                {'op':'add','path':'/responseParameters/gatewayresponse.header.Retry-After','value':'context.requestId'},
                {'op':'add','path':'/responseTemplates/text~1plain','value':'slow down'},
                {'op':'remove','path':'/responseTemplates/application~1json'}
                """)).ok();

        // then
        assertThat(patched).isEqualTo(expected("""
                {'responseType':'THROTTLED','statusCode':'503',
                 'responseParameters':{'gatewayresponse.header.Retry-After':'context.requestId'},
                 'responseTemplates':{'text/plain':'slow down'},'defaultResponse':false}
                """));
        assertThat(get("THROTTLED")).isEqualTo(patched);
    }

    @Test
    void aPatchWithoutOperationsCustomisesNothing() {
        assertThat(caller.patch(responses + "/THROTTLED", "").ok()).isEqualTo(get("THROTTLED"));
        assertThat(get("THROTTLED").get("defaultResponse").booleanValue()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{'op':'add','path':'/statusCode','value':'500'} § 400 BadRequestException: Invalid patch path /statusCode",
                "{'op':'remove','path':'/statusCode'} § 400 BadRequestException: Invalid patch path /statusCode",
                "{'op':'replace','path':'/statusCode','value':'x'} § 400 BadRequestException: Invalid status code specified",
                "{'op':'replace','path':'/responseParameters/gatewayresponse.header.A','value':'context.requestId'} § 404 NotFoundException: Invalid parameter name specified",
                "{'op':'replace','path':'/responseTemplates/text~1css','value':'x'} § 404 NotFoundException: Invalid parameter name specified",
                "{'op':'remove','path':'/responseTemplates/text~1css'} § 404 NotFoundException: Invalid parameter name specified",
                "{'op':'add','path':'/responseTemplates/text~1css'} § 400 BadRequestException: Invalid null or empty value in responseTemplates",
                "{'op':'replace','path':'/responseTemplates','value':'x'} § 400 BadRequestException: Invalid patch path /responseTemplates",
                "{'op':'replace','value':'x'} § 400 BadRequestException: Invalid patch path null",
                "{'op':'copy','path':'/responseTemplates/text~1css'} § 400 BadRequestException: Invalid patch operation specified. Must be one of: [add, remove, replace]",
                "{'op':'wrong','path':'/statusCode'} § 400 ValidationException: 1 validation error detected: Value 'wrong' at 'updateGatewayResponseInput.patchOperations.1.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]",
            })
    void refusesToPatch(String patch, String refusal) {
        assertThat(caller.patch(responses + "/THROTTLED", body(patch)).refusal())
                .isEqualTo(refusal);
        assertThat(get("THROTTLED").get("defaultResponse").booleanValue()).isTrue();
    }

    private JsonNode get(String type) {
        return caller.get(responses + "/" + type).ok();
    }
}
