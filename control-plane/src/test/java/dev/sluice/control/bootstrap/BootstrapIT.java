package dev.sluice.control.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.control.fixtures.AccessKeyPair;
import dev.sluice.control.fixtures.SignedHttp;
import dev.sluice.control.platform.ids.Installation;
import dev.sluice.control.tenants.NewKey;
import dev.sluice.fixtures.Await;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class BootstrapIT {
    private final Path file = ConfigProvider.getConfig().getValue("sluice.credentials.file", Path.class);

    @Inject
    Bootstrap bootstrap;

    @Inject
    Installation installation;

    @Inject
    FirstAccounts accounts;

    @Inject
    @DataSource("system")
    AgroalDataSource system;

    @Test
    void theFileIsForItsOwnerAloneAndItsKeysWork() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file.resolveSibling("config"))).contains("endpoint_url = http://localhost:");
        assertThat(SignedHttp.as(AccessKeyPair.operator())
                        .get("/platform/tenants")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aStartThatDiedBetweenCommitAndMoveIsCompleted() throws IOException, SQLException {
        // given
        var written = Files.readString(file);
        Files.move(file, prepared(), StandardCopyOption.ATOMIC_MOVE);

        // when
        bootstrap.start(new StartupEvent());

        // then
        assertThat(Files.readString(file)).isEqualTo(written);
        assertThat(prepared()).doesNotExist();
    }

    @Test
    void aStartThatDiedBeforeItsCommitLeavesNoTrace() throws IOException, SQLException {
        // given
        var written = Files.readString(file);
        new CredentialsFile(file).prepare(NewKey.random(), NewKey.random(), "us-east-1");

        // when
        bootstrap.start(new StartupEvent());

        // then
        assertThat(Files.readString(file)).isEqualTo(written);
        assertThat(prepared()).doesNotExist();
    }

    @Test
    void aKeyInThePlaceOfAStartsKeyIsOneToo() throws SQLException {
        // given
        var first = AccessKeyPair.firstTenant();
        var caller = SignedHttp.as(first);

        // when
        var successor =
                caller.post("/platform/access-keys", "{\"role\":\"viewer\",\"replaces\":\"" + first.id() + "\"}");
        var other = caller.post("/platform/access-keys", "{\"role\":\"viewer\"}");

        // then
        assertThat(isOfAStart(successor.json().path("id").asText())).isTrue();
        assertThat(isOfAStart(other.json().path("id").asText())).isFalse();
    }

    private boolean isOfAStart(String key) throws SQLException {
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement("select bootstrap from control.access_keys where id = ?")) {
            statement.setString(1, key);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    @Test
    void keysThatCannotBeWrittenAreNotIssued(@TempDir Path folder) throws IOException, SQLException {
        // given
        var nowhere = Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("missing"));
        var settings = new Renewing(Optional.of(nowhere.resolve("credentials")), "http://localhost");
        var renewal = new Bootstrap(settings, installation, accounts, system);

        // when
        assertThatThrownBy(() -> renewal.start(new StartupEvent()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageEndingWith("cannot be written");
        bootstrap.start(new StartupEvent());

        // then
        assertThat(SignedHttp.as(AccessKeyPair.operator())
                        .get("/platform/tenants")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aStartThatRenewsMakesNewKeysAndEndsThoseOfEarlierStarts() throws IOException, SQLException {
        // given
        var oldTenant = AccessKeyPair.firstTenant();
        var oldOperator = AccessKeyPair.operator();
        var tenant = accountOf(oldTenant);
        Files.delete(file);

        // when
        new Bootstrap(new Renewing(Optional.of(file), "http://localhost:1"), installation, accounts, system)
                .start(new StartupEvent());

        // then
        assertThat(accountOf(AccessKeyPair.firstTenant())).isEqualTo(tenant);
        assertThat(accountOf(AccessKeyPair.operator())).isEqualTo("000000000001");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        for (var old : List.of(oldTenant, oldOperator)) {
            Await.until(
                    "the old key is unknown",
                    () -> SignedHttp.as(old).get("/restapis").errorType().equals("UnrecognizedClientException"));
        }
    }

    @Test
    void aLostFileIsNotMadeAgainUnlessAskedFor() throws IOException, SQLException {
        // given
        var kept = file.resolveSibling("kept");
        Files.move(file, kept);

        // when
        bootstrap.start(new StartupEvent());

        // then
        assertThat(file).doesNotExist();
        Files.move(kept, file);
    }

    private static String accountOf(AccessKeyPair key) {
        var answer = SignedHttp.as(key)
                .service("sts")
                .post("/", "Action=GetCallerIdentity&Version=2011-06-15")
                .body();
        return answer.replaceAll("(?s).*<Account>(\\d+)</Account>.*", "$1");
    }

    private record Renewing(Optional<Path> file, String endpoint) implements BootstrapSettings {
        @Override
        public boolean renew() {
            return true;
        }
    }

    private Path prepared() {
        return file.resolveSibling("credentials.new");
    }
}
