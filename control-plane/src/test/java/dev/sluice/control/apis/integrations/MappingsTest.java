package dev.sluice.control.apis.integrations;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.control.platform.errors.ProblemException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("management-api 3: a target that is not a mapping expression, since no header can have that name")
class MappingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"a(b", "a:", "\u00fc", "a/b", "[x]", "a\0b", "a\u007f", "a,b", "", "a b", "a\r\nb"})
    void refusesHeadersThatNoMessageCanHave(String name) {
        assertThatThrownBy(() -> Mappings.checkRequest(Map.of("integration.request.header." + name, "'x'")))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> Mappings.checkResponse(Map.of("method.response.header." + name, "'x'")))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> Mappings.checkGatewayResponse(Map.of("gatewayresponse.header." + name, "'x'")))
                .isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Name", "x_1", "Access-Control-Allow-Origin", "a.b", "!#$%&'*+-.^_`|~"})
    void takesWhatAHeaderMayBeCalled(String name) {
        assertThatNoException().isThrownBy(() -> {
            Mappings.checkRequest(Map.of("integration.request.header." + name, "'x'"));
            Mappings.checkResponse(Map.of("method.response.header." + name, "'x'"));
            Mappings.checkGatewayResponse(Map.of("gatewayresponse.header." + name, "'x'"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain;a=\r\nX-Other: y", "text/plain;a=b\0", "text/plain; a=\u0007"})
    void refusesMediaTypesWithControlCharacters(String type) {
        assertThatThrownBy(() -> Mappings.checkMediaType(type)).isInstanceOf(ProblemException.class);
    }
}
