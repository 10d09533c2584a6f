package dev.sluice.control.apis.openapi.imports;

import static dev.sluice.control.fixtures.SampleApi.body;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'swagger':'2.0','info':{'title':'t','version':1.0},'paths':{'/':{'get':{'responses':{}},'put':{}}}}",
                "{'openapi':'3.0.1','info':{'title':'t','version':1},'paths':{'/':{'get':{'responses':{}},'put':{}}}}",
                "{'openapi':'3.0.1','info':{'title':'t','version':'1'},'paths':{'/{proxy+}':{'get':{'parameters':"
                        + "[{'name':'proxy','in':'path','required':true,'schema':{'type':'string'}}],'responses':{}}}}}"
            })
    void letsPassWhatAwsDocumentsUsuallyHold(String document) {
        assertThat(Translated.of(body(document)).findings().warnings()).isEmpty();
    }

    @Test
    void saysWhatTheParserSays() {
        assertThat(Translated.of(body(
                                "{'openapi':'3.0.1','info':{'title':'t','version':'1'},'tags':5,'paths':{'/':{'get':"
                                        + "{'responses':{'200':{}}}}}}"))
                        .findings()
                        .warnings())
                .containsExactlyInAnyOrder(
                        "Parse issue: attribute tags is not of type `array`",
                        "Parse issue: attribute paths.'/'(get).responses.200.description is missing");
    }

    @Test
    @DisplayName("security-requirements 44")
    void isNotAskedAboutALargeDocument() {
        assertThat(Translated.of(body("{'openapi':'3.0.1','info':{'title':'t','version':'1'},'paths':{},'tags':["
                                + "5,".repeat(2_000) + "5]}"))
                        .findings()
                        .warnings())
                .containsExactly("Parse issue: the document is too large to be judged by the parser");
    }

    /** openapi-extensions 1 [F]. */
    @Test
    void tellsThatOnlyOneServerCounts() {
        assertThat(Translated.of(body("{'openapi':'3.0.1','info':{'title':'t','version':'1'},'paths':{},"
                                + "'servers':[{'url':'https://a.example'},{'url':'https://b.example'}]}"))
                        .findings()
                        .warnings())
                .containsExactly(
                        "More than one server provided. Ignoring all but the first for defining endpoint configuration");
    }
}
