package dev.sluice.control.platform.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.contracts.keys.KeyFileRefused;
import dev.sluice.control.platform.data.TenantTransaction;
import dev.sluice.control.platform.ids.TenantId;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class MasterKeyIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path present = ConfigProvider.getConfig().getValue("sluice.keys.master.file", Path.class);

    @Inject
    DataKeyTable table;

    @Inject
    TenantKeys keys;

    @Inject
    TenantTransaction transaction;

    @Inject
    EntityManager entities;

    @Test
    void aMissingFileStopsTheStartWithOneSentence(@TempDir Path folder) {
        assertThatThrownBy(() -> new MasterKey(() -> folder.resolve("master.key")))
                .isInstanceOf(KeyFileRefused.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void aForeignFileStopsTheStart(@TempDir Path folder) {
        // given
        var foreign = folder.resolve("master.key");
        KeyFile.createSymmetric(foreign);

        // then
        assertThatThrownBy(() -> check(foreign))
                .isInstanceOf(KeyFileRefused.class)
                .hasMessageContaining("The master key does not open");
    }

    @Test
    void aKeyAddedInFrontWrapsAllAnewAndTheOldOneMayGo(@TempDir Path folder) throws IOException {
        // given
        var added = folder.resolve("added.key");
        KeyFile.createSymmetric(added);
        var both = file(folder.resolve("both.key"), added, present);

        try {
            // when
            check(both);

            // then
            var alone = new MasterKey(() -> added);
            assertThat(table.all()).isNotEmpty().allSatisfy(key -> {
                assertThat(alone.isCurrent(key.dataKey())).isTrue();
                assertThat(alone.open(key.tenant(), key.dataKey())).hasSize(32);
            });
        } finally {
            check(file(folder.resolve("back.key"), present, added));
        }
    }

    @Test
    void aKeyIsFoundInTheMiddleOfATransaction() {
        // given
        var notYetRead = new TenantKeys(new MasterKey(() -> present), table);

        // when
        byte[] sealed = transaction.call(TenantId.OPERATOR, () -> {
            entities.createNativeQuery("select 1").getSingleResult();
            return notYetRead.seal(TenantId.OPERATOR, "test", new byte[] {1});
        });

        // then
        assertThat(keys.open(TenantId.OPERATOR, "test", sealed)).containsExactly(1);
    }

    private void check(Path file) {
        new MasterKeyCheck(new MasterKey(() -> file), table).check(new StartupEvent());
    }

    private static Path file(Path target, Path newest, Path older) throws IOException {
        var keys = (ArrayNode) JSON.readTree(newest.toFile());
        keys.addAll((ArrayNode) JSON.readTree(older.toFile()));
        Files.copy(newest, target);
        Files.writeString(target, keys.toString());
        Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(newest));
        return target;
    }
}
