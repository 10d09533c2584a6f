package dev.sluice.control.apis.openapi.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.fixtures.OpenApiSamples;
import dev.sluice.control.platform.errors.ProblemException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No document, whatever stands in it, may be a fault of ours. */
@DisplayName("security-requirements 44")
class ImportFuzzIT {
    @ParameterizedTest
    @MethodSource("documents")
    void everyPartOfADocumentMayBeOfAnyType(String document) {
        assertThat(Translated.of(document).findings().errors()).isEmpty();
        assertThat(OpenApiSamples.mutants(document).filter(ImportFuzzIT::isRead).count())
                .isGreaterThan(100);
    }

    static Stream<String> documents() {
        return Stream.of(OpenApiSamples.SWAGGER, OpenApiSamples.OPENAPI);
    }

    private static boolean isRead(String document) {
        try {
            return Translated.of(document).findings().errors().isEmpty();
        } catch (ProblemException _) {
            return false;
        } catch (RuntimeException | StackOverflowError fault) {
            throw new AssertionError(document, fault);
        }
    }
}
