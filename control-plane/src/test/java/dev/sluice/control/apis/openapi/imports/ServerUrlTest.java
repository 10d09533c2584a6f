package dev.sluice.control.apis.openapi.imports;

import static dev.sluice.control.fixtures.SampleApi.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.control.apis.openapi.document.DocumentObject;
import dev.sluice.control.apis.openapi.document.DocumentReader;
import dev.sluice.control.apis.openapi.document.Findings;
import dev.sluice.control.platform.errors.ProblemException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("openapi-extensions 5: the base path of a server")
class ServerUrlTest {
    @Test
    void fillsVariablesInOnce() {
        assertThat(dialect("https://a.example/{one}/{two}/{none}", "'one':{'default':'{two}'},'two':{'default':2}")
                        .basePath())
                .containsExactly("{two}", "2", "{none}");
    }

    @Test
    @DisplayName("security-requirements 44")
    void refusesAUrlOfMoreThan10000CharactersWithItsVariables() {
        // given
        var dialect = dialect("/{v}{v}", "'v':{'default':'" + "x".repeat(5_000) + "'}");

        // then
        assertThatThrownBy(dialect::basePath)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().message())
                                .isEqualTo("The URL of the server at '/servers/0' has more than 10000 characters with"
                                        + " its variables"));
        assertThat(BasePathMode.IGNORE.prefix(dialect)).isEmpty();
    }

    private static Dialect dialect(String url, String variables) {
        String text = body("{'openapi':'3.0.1','servers':[{'url':'" + url + "','variables':{" + variables + "}}]}");
        var tree = DocumentReader.read(text.getBytes(StandardCharsets.UTF_8), value -> value);
        return Dialect.of(DocumentObject.root(tree, new Findings())).orElseThrow();
    }
}
