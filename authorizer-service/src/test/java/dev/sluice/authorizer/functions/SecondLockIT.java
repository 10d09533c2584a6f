package dev.sluice.authorizer.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.authorizer.access.Installation;
import dev.sluice.authorizer.data.Database;
import dev.sluice.authorizer.data.TenantId;
import dev.sluice.authorizer.data.UnlockedDatabase;
import dev.sluice.authorizer.functions.guest.GuestHost;
import dev.sluice.contracts.functions.FunctionCommand.Slice;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayName(
        "security-requirements 2: where row-level security holds nothing, each statement of functions holds to its tenant")
class SecondLockIT {
    private static final Slice ALL = new Slice(100, null, null);
    private static final String CODE = "exports.handler = () => 1";

    @Inject
    @DataSource("system")
    AgroalDataSource system;

    @Inject
    Installation installation;

    @Inject
    GuestHost guests;

    @Inject
    FunctionSettings settings;

    private TenantId owner;
    private TenantId stranger;
    private FunctionCode code;
    private FunctionVersions versions;
    private Functions functions;
    private FunctionLogs logs;

    @BeforeEach
    void withoutTheFirstLock() {
        String number = Long.toString(ThreadLocalRandom.current().nextLong(10_000_000_000L, 99_999_999_999L));
        owner = new TenantId("6" + number);
        stranger = new TenantId("7" + number);
        Database database = UnlockedDatabase.of(system);
        code = new FunctionCode(database, guests, settings);
        versions = new FunctionVersions(database);
        functions = new Functions(database, versions, code, installation);
        logs = new FunctionLogs(database, settings);
        functions.create(owner, "f", "the owner's", CODE);
        functions.put(owner, "f", null, CODE + " + 1");
    }

    @Test
    void nothingOfAnotherTenantIsRead() {
        // then
        assertThat(functions.list(owner, ALL)).hasSize(1);
        assertThat(functions.list(stranger, ALL)).isEmpty();
        assertThatThrownBy(() -> functions.require(stranger, "f")).isInstanceOf(FunctionRefused.class);
        assertThat(versions.list(owner, "f", ALL)).hasSize(2);
        assertThat(versions.list(stranger, "f", ALL)).isEmpty();
        assertThatThrownBy(() -> versions.require(stranger, "f", 1)).isInstanceOf(FunctionRefused.class);
        assertThat(code.find(owner, "f", "1")).isNotNull();
        assertThat(code.find(stranger, "f", "1")).isNull();
        assertThat(code.source(new CodeVersion(stranger, "f", 1, ""))).isEmpty();
        assertThat(logs.list(stranger, "f", ALL)).isEmpty();
    }

    @Test
    void nothingOfAnotherTenantIsChanged() {
        // given
        assertThatThrownBy(() -> functions.delete(stranger, "f")).isInstanceOf(FunctionRefused.class);
        assertThatThrownBy(() -> versions.delete(stranger, "f", 1)).isInstanceOf(FunctionRefused.class);

        // when
        functions.create(stranger, "f", "the stranger's", CODE);
        functions.put(stranger, "f", "changed", CODE);
        versions.delete(stranger, "f", 1);
        var ofStranger = functions.require(stranger, "f");
        functions.delete(stranger, "f");

        // then
        assertThat(ofStranger.version()).isEqualTo(2);
        assertThat(functions.require(owner, "f").description()).isEqualTo("the owner's");
        assertThat(functions.require(owner, "f").version()).isEqualTo(2);
        assertThat(versions.list(owner, "f", ALL)).hasSize(2);
    }
}
