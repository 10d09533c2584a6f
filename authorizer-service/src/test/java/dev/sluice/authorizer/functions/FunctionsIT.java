package dev.sluice.authorizer.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.authorizer.data.Database;
import dev.sluice.authorizer.data.TenantId;
import dev.sluice.authorizer.fixtures.ControlPlane;
import dev.sluice.contracts.functions.FunctionAnswer.Done;
import dev.sluice.contracts.functions.FunctionAnswer.ManyFunctions;
import dev.sluice.contracts.functions.FunctionAnswer.ManyLogs;
import dev.sluice.contracts.functions.FunctionAnswer.ManyVersions;
import dev.sluice.contracts.functions.FunctionAnswer.OneFunction;
import dev.sluice.contracts.functions.FunctionAnswer.OneLog;
import dev.sluice.contracts.functions.FunctionAnswer.OneVersion;
import dev.sluice.contracts.functions.FunctionAnswer.Reason;
import dev.sluice.contracts.functions.FunctionAnswer.Refused;
import dev.sluice.contracts.functions.FunctionAnswer.Result;
import dev.sluice.contracts.functions.FunctionAnswer.Tested;
import dev.sluice.contracts.functions.FunctionCommand;
import dev.sluice.contracts.functions.FunctionCommand.Slice;
import dev.sluice.contracts.functions.FunctionRequest;
import dev.sluice.fixtures.Await;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@DisplayName("platform-api: functions, as the control plane asks for them")
class FunctionsIT {
    private static final Slice ALL = new Slice(100, null, null);
    private static final String CODE = "exports.handler = (event) => event";

    private final ControlPlane control = new ControlPlane();
    private String tenant;

    @Inject
    Database database;

    @BeforeEach
    void aTenant() {
        tenant = "4" + ThreadLocalRandom.current().nextLong(10_000_000_000L, 99_999_999_999L);
    }

    private Result ask(FunctionCommand command) {
        return control.ask(tenant, command);
    }

    @Test
    void keepsEveryVersionUntilItIsRemoved() {
        // when
        var made = (OneFunction) ask(new FunctionCommand.Create("f", "the first", CODE));
        var put = (OneFunction) ask(new FunctionCommand.Put("f", null, "exports.handler = () => 2"));
        var versions = (ManyVersions) ask(new FunctionCommand.ListVersions("f", ALL));
        var first = (OneVersion) ask(new FunctionCommand.GetVersion("f", 1));
        Result newest = ask(new FunctionCommand.DeleteVersion("f", 2));
        Result removed = ask(new FunctionCommand.DeleteVersion("f", 1));
        Result again = ask(new FunctionCommand.DeleteVersion("f", 1));
        var third = (OneFunction) ask(new FunctionCommand.Put("f", "changed", CODE));

        // then
        assertThat(made.version()).isEqualTo(1);
        assertThat(made.arn()).isEqualTo("arn:aws:lambda:us-east-1:" + tenant + ":function:f");
        assertThat(put.version()).isEqualTo(2);
        assertThat(put.description()).isEqualTo("the first");
        assertThat(versions.items()).extracting(OneVersion::version).containsExactly(1, 2);
        assertThat(versions.items()).extracting(OneVersion::code).containsOnlyNulls();
        assertThat(first.code()).isEqualTo(CODE);
        assertThat(first.codeBytes()).isEqualTo(CODE.length());
        assertThat(newest)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.CONFLICT));
        assertThat(removed).isEqualTo(new Done());
        assertThat(again)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_FOUND));
        assertThat(third.version()).isEqualTo(3);
        assertThat(third.description()).isEqualTo("changed");
    }

    @Test
    void listsPageByPage() {
        // given
        for (String name : new String[] {"c", "a", "b"}) {
            ask(new FunctionCommand.Create(name, "", CODE));
        }

        // when
        var first = (ManyFunctions) ask(new FunctionCommand.ListAll(new Slice(2, null, null)));
        OneFunction last = first.items().get(1);
        var rest = (ManyFunctions) ask(new FunctionCommand.ListAll(new Slice(2, last.createdAt(), last.name())));

        // then
        assertThat(first.items()).extracting(OneFunction::name).containsExactly("c", "a", "b");
        assertThat(rest.items()).extracting(OneFunction::name).containsExactly("b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            a b   | exports.handler = () => 1      | Invalid function name
            f     | exports.handler = (            | The code cannot be loaded: Runtime.UserCodeSyntaxError: SyntaxError
            f     | const nothing = 1              | The code cannot be loaded: Runtime.HandlerNotFound: index.handler is undefined
            f     | throw new Error('at load')     | The code cannot be loaded: Error: at load (at
            f     | while (true) {}                | The code cannot be loaded: it takes too long
            """)
    void refusesWhatCouldNotBeCalled(String name, String code, String message) {
        assertThat(ask(new FunctionCommand.Create(name, "", code))).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.BAD_REQUEST);
            assertThat(refused.message()).startsWith(message);
        });
    }

    @Test
    void refusesASecondFunctionOfOneName() {
        // given
        ask(new FunctionCommand.Create("f", "", CODE));

        // then
        assertThat(ask(new FunctionCommand.Create("f", "", CODE)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.CONFLICT));
    }

    @Test
    void testsAFunctionAndKeepsItsLog() {
        // given
        ask(new FunctionCommand.Create(
                "f", "", "exports.handler = (event) => { console.log('got', event); return event.a + 1 }"));

        // when
        var tested = (Tested) ask(new FunctionCommand.Test("f", null, "{\"a\":1}"));
        var failed = (Tested) ask(new FunctionCommand.Test("f", 1, "null"));
        Result wrong = ask(new FunctionCommand.Test("f", 1, "{"));
        Await.until("both logs are kept", () -> logs().items().size() == 2);

        // then
        assertThat(tested.payload()).isEqualTo("2");
        assertThat(tested.functionError()).isNull();
        assertThat(tested.log()).contains("\tINFO\tgot {\"a\":1}\n");
        assertThat(failed.functionError()).isEqualTo("Unhandled");
        assertThat(failed.payload()).contains("\"errorType\":\"TypeError\"");
        assertThat(wrong).isInstanceOf(Refused.class);
        assertThat(logs().items()).extracting(OneLog::outcome).containsExactly("TypeError", "ok");
        assertThat(logs().items().getLast().log()).endsWith("\tINFO\tgot {\"a\":1}\n");
    }

    private ManyLogs logs() {
        return (ManyLogs) ask(new FunctionCommand.ListLogs("f", ALL));
    }

    @Test
    void aFunctionThatIsMadeAnewRunsItsNewCode() {
        // given
        ask(new FunctionCommand.Create("f", "", "exports.handler = () => 'old'"));
        ask(new FunctionCommand.Test("f", null, "null"));

        // when
        ask(new FunctionCommand.Delete("f"));
        Result gone = ask(new FunctionCommand.Test("f", null, "null"));
        ask(new FunctionCommand.Create("f", "", "exports.handler = () => 'new'"));

        // then
        assertThat(gone)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_FOUND));
        assertThat(((Tested) ask(new FunctionCommand.Test("f", null, "null"))).payload())
                .isEqualTo("\"new\"");
    }

    @Test
    @DisplayName("security-requirements 2: rows of another tenant are out of reach, whatever a statement asks for")
    void rowsOfAnotherTenantAreOutOfReach() {
        // given
        ask(new FunctionCommand.Create("f", "", CODE));
        var stranger = new TenantId("5" + tenant.substring(1));

        // when
        long seen = count(stranger);
        int changed = database.call(
                stranger,
                rows -> rows.write(
                        "update identity.functions set description = 'x' where tenant_id in (:tenant, ?)", tenant));

        // then
        assertThat(seen).isZero();
        assertThat(changed).isZero();
        assertThat(count(new TenantId(tenant))).isEqualTo(1);
    }

    @Test
    @DisplayName("security-requirements 3: a foreign function answers exactly as a missing one")
    void aForeignFunctionLooksAbsent() {
        // given
        ask(new FunctionCommand.Create("f", "", CODE));
        String stranger = "5" + tenant.substring(1);

        // then
        assertThat(List.<Function<String, FunctionCommand>>of(
                        name -> new FunctionCommand.Put(name, null, CODE),
                        FunctionCommand.Get::new,
                        FunctionCommand.Delete::new,
                        name -> new FunctionCommand.GetVersion(name, 1),
                        name -> new FunctionCommand.ListVersions(name, ALL),
                        name -> new FunctionCommand.DeleteVersion(name, 1),
                        name -> new FunctionCommand.ListLogs(name, ALL),
                        name -> new FunctionCommand.Test(name, null, "null")))
                .allSatisfy(command -> assertThat(control.ask(stranger, command.apply("f"))
                                .toString()
                                .replace(stranger + ":function:f", stranger + ":function:g"))
                        .isEqualTo(control.ask(stranger, command.apply("g")).toString()));
        assertThat(ask(new FunctionCommand.Get("f"))).isInstanceOf(OneFunction.class);
    }

    private long count(TenantId of) {
        return database.call(
                of,
                rows -> rows.find(
                                "select (select count(*) from identity.functions)"
                                        + " + 0 * (select count(*) from identity.function_versions) where :tenant <> ''",
                                row -> row.getLong(1))
                        .orElse(-1L));
    }

    @Test
    @DisplayName("design 5: an internal call passes once, and whole")
    void refusesInternalCallsThatAreRepeatedOrAltered() {
        // given
        byte[] body = new byte[] {1, 2, 3};
        var signed = control.signer().sign("POST", FunctionRequest.PATH, body, Instant.now());
        var other = control.signer().sign("POST", FunctionRequest.PATH, body, Instant.now());

        // then
        assertThat(control.status(signed, new byte[] {9})).isEqualTo(403);
        assertThat(control.status(signed, body)).isEqualTo(403);
        assertThat(control.status(other, body)).isEqualTo(403);
    }
}
