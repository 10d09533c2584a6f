package dev.sluice.control.platform.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseProblemsTest {
    @ParameterizedTest
    @ValueSource(strings = {"22021", "22P05", "22003", "22001", "54000"})
    void whatCannotBeStoredIsTheCallersFault(String state) {
        // when
        RuntimeException translated = DatabaseProblems.translate(refused(state));

        // then
        assertThat(translated)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem())
                                .isEqualTo(new Problem.BadRequest("The request holds a value that cannot be stored")));
    }

    @Test
    void aStateThatWeDoNotKnowStaysAFaultOfOurs() {
        // given
        var failure = refused("XX000");

        // when
        RuntimeException translated = DatabaseProblems.translate(failure);

        // then
        assertThat(translated).isSameAs(failure);
    }

    private static RuntimeException refused(String state) {
        return new IllegalStateException(new SQLException("refused", state));
    }
}
