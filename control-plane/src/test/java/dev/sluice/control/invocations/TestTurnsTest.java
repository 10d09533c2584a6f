package dev.sluice.control.invocations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.TenantId;
import org.junit.jupiter.api.Test;

/** At most eight at a time, four of a tenant; nested calls stand for calls at the same time. */
class TestTurnsTest {
    private final TestTurns turns = new TestTurns();

    private String nested(int depth, int tenants) {
        if (depth == 0) {
            return "ran";
        }
        var tenant = new TenantId("11112222333" + depth % tenants);
        return turns.run(tenant, () -> nested(depth - 1, tenants));
    }

    @Test
    void refusesTheFifthOfATenantAndTheNinthOfAll() {
        assertThat(nested(4, 1)).isEqualTo("ran");
        assertThatThrownBy(() -> nested(5, 1)).isInstanceOf(ProblemException.class);
        assertThat(nested(8, 3)).isEqualTo("ran");
        assertThatThrownBy(() -> nested(9, 3)).isInstanceOf(ProblemException.class);
    }

    @Test
    void givesATurnBackWhenACallFails() {
        for (int call = 0; call < 9; call++) {
            assertThatThrownBy(() -> nested(9, 3)).isInstanceOf(ProblemException.class);
        }
        assertThat(nested(8, 3)).isEqualTo("ran");
    }
}
