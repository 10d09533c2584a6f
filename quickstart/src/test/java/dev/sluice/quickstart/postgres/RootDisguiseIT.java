package dev.sluice.quickstart.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.quickstart.settings.StartFailed;
import dev.sluice.quickstart.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL started by root: in a user namespace, and as another user where there are no namespaces. */
@EnabledIf(value = "isRoot", disabledReason = "only root needs a disguise")
class RootDisguiseIT {
    @TempDir
    private Path folder;

    private StateFolder state;
    private PostgresPrograms programs;

    static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    @BeforeEach
    void unpack() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        state = new StateFolder(folder);
        state.prepare(0);
        programs = PostgresPrograms.unpack(state);
    }

    @Test
    void usesAUserNamespaceWhereItMay() throws Exception {
        // when
        var found = RootDisguise.find(programs.program("postgres"));

        // then
        assertThat(found).isIn(RootDisguise.NAMESPACE, RootDisguise.NOBODY);
    }

    @Test
    void runsAsNobodyWhereNamespacesAreForbidden() throws Exception {
        // given
        var forbidden = new RootDisguise(List.of("false"), "");
        var nobody = RootDisguise.firstThatRuns(List.of(forbidden, RootDisguise.NOBODY), programs.program("postgres"));
        var data = state.data("postgres");

        // when
        new PostgresCluster(programs, nobody, state).prepare("admin-secret", "owner-secret");

        // then
        assertThat(data.resolve("PG_VERSION")).hasContent(PostgresPrograms.VERSION);
        assertThat(Files.getAttribute(data, "unix:uid")).isEqualTo(65534);
        assertThat(state.log("postgres")).content().doesNotContain("admin-secret", "owner-secret");
    }

    @Test
    void saysWhatToDoWhenNothingWorks() {
        // given
        var forbidden = new RootDisguise(List.of("false"), "");

        // then
        assertThatThrownBy(() -> RootDisguise.firstThatRuns(List.of(forbidden), programs.program("postgres")))
                .isInstanceOf(StartFailed.class)
                .hasMessageStartingWith("PostgreSQL does not run as root")
                .hasMessageEndingWith("start Sluice as an ordinary user, or from a folder that everyone may enter.");
    }
}
