package dev.sluice.quickstart.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {
    @Test
    void startsOneNodeInTheForegroundUnlessToldOtherwise() {
        assertThat(Command.parse("start")).isEqualTo(new Command.Start(1, false));
        assertThat(Command.parse("start", "--nodes", "3", "--detach")).isEqualTo(new Command.Start(3, true));
    }

    @Test
    void readsEveryOtherCommand() {
        assertThat(Command.parse("stop")).isEqualTo(new Command.Stop());
        assertThat(Command.parse("status")).isEqualTo(new Command.Status());
        assertThat(Command.parse("logs", "node-1")).isEqualTo(new Command.Logs(Optional.of("node-1")));
        assertThat(Command.parse("reset", "--yes")).isEqualTo(new Command.Reset(true));
        assertThat(Command.parse("demo")).isEqualTo(new Command.Demo());
    }

    @Test
    void replacesKeysAndThePasswordOfTheFirstUserEachByAnOptionOfItsOwn() {
        assertThat(Command.parse("credentials")).isEqualTo(new Command.Credentials(false, false));
        assertThat(Command.parse("credentials", "--new")).isEqualTo(new Command.Credentials(true, false));
        assertThat(Command.parse("credentials", "--new-password")).isEqualTo(new Command.Credentials(false, true));
        assertThat(Command.parse("credentials", "--new-password", "--new"))
                .isEqualTo(new Command.Credentials(true, true));
        assertThatThrownBy(() -> Command.parse("credentials", "--new", "--newer"))
                .hasMessageStartingWith("--newer is not something Sluice can do");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "9", "two", "-1", ""})
    void refusesANumberOfNodesOutsideOneToEight(String nodes) {
        assertThatThrownBy(() -> Command.parse("start", "--nodes", nodes))
                .hasMessage("--nodes takes a number from 1 to 8, not %s.", nodes);
    }

    @Test
    void namesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> Command.parse("reset", "--all"))
                .hasMessage("--all is not something Sluice can do; ./sluice help lists what it can.");
        assertThatThrownBy(() -> Command.parse("begin")).hasMessageStartingWith("begin is not");
    }
}
