package dev.sluice.authorizer.functions.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.authorizer.fixtures.GuestsAtWork;
import dev.sluice.fixtures.Await;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real guests: what functions may do, what they may not, and what is left of a call in the next. */
class GuestHostIT {
    private static final GuestLimits LIMITS = limits(Duration.ofMillis(800));

    /** To use up memory takes processor time too, most of it while nothing is compiled yet. */
    private static final GuestLimits AMPLE_LIMITS = limits(Duration.ofSeconds(10));

    /** Of what a busy machine may delay once. */
    private static final int ATTEMPTS = 5;

    private static GuestHost host;

    @BeforeAll
    static void makeHost() {
        host = new GuestHost(3, 2, 8, GuestLimits.DEFAULT_PAGES);
        host.prepare();
    }

    @AfterAll
    static void closeHost() {
        host.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            exports.handler = (event) => ({got: event.a})                                             | {"got":1}
            exports.handler = async (event) => { await null; return [event.a] }                       | [1]
            exports.handler = (event) => new Promise(done => done('later'))                           | "later"
            exports.handler = (event, context, callback) => { callback(null, event) }                 | {"a":1}
            exports.handler = (event, context, callback) => { queueMicrotask(() => callback(null, 7)) } | 7
            exports.handler = (event, context) => { context.succeed(context.functionName) }           | "f"
            exports.handler = (event, context) => context.getRemainingTimeInMillis() > 1000           | true
            module.exports = {handler: () => undefined}                                               | null
            exports.handler = () => { undeclared = 5; return undeclared }                             | 5
            exports.handler = () => btoa(atob('aMOkeA==')) + atob(btoa('x'))                          | "aMOkeA==x"
            exports.handler = () => Array.from(new TextEncoder().encode('ä'))                         | [195,164]
            exports.handler = () => crypto.digest('sha-256', 'abc').slice(0, 16)                      | "ba7816bf8f01cfea"
            exports.handler = () => require('crypto').createHmac('sha256', 'key').update('a').update('b').digest('base64url').length | 43
            exports.handler = () => crypto.hmac('sha256', 'key', new Uint8Array([1]), 'base64').length | 44
            exports.handler = async () => (await crypto.subtle.digest('SHA-512', new Uint8Array(3))).byteLength | 64
            exports.handler = () => crypto.randomUUID().length + crypto.getRandomValues(new Uint8Array(4)).length | 40
            exports.handler = () => crypto.timingSafeEqual(new Uint8Array([1]), new Uint8Array([1]))  | true
            """)
    void answersWhatTheHandlerReturnsPromisesOrCallsBackWith(String code, String json) {
        assertThat(call(code).outcome()).isEqualTo(new Outcome.Returned(json));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            exports.handler = () => { throw new TypeError('bad') }                                    | TypeError | bad
            exports.handler = async () => { throw new Error('later') }                                | Error     | later
            exports.handler = (e, c, callback) => callback('Unauthorized')                            | string    | Unauthorized
            exports.handler = (e, c, callback) => callback(new RangeError('far'))                     | RangeError | far
            exports.handler = () => { const a = {}; a.a = a; return a }                               | TypeError | circular reference
            exports.handler = () => require('fs')                                                     | Error     | Cannot find module 'fs'
            exports.handler = () => fetch('http://localhost')                                         | ReferenceError | fetch is not defined
            exports.handler = () => crypto.digest('md4', 'x')                                         | TypeError | Digest method not supported: md4
            exports.handler = () => crypto.randomBytes(1e9)                                           | TypeError | the length must be 0 to 65536
            exports.handler = () => JSON.parse('{')                                                   | SyntaxError | Expected property name
            """)
    void answersWhatTheHandlerThrows(String code, String type, String message) {
        assertThat(call(code).outcome()).isInstanceOfSatisfying(Outcome.Thrown.class, thrown -> {
            assertThat(thrown.error().type()).isEqualTo(type);
            assertThat(thrown.error().message()).startsWith(message);
        });
    }

    @Test
    void namesTheLineOfAnError() {
        // given
        String code = "exports.handler = () => {\n  const f = () => {\n    throw new Error('here')\n  }\n  f()\n}";

        // when
        Outcome outcome = call(code).outcome();

        // then
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Thrown.class, thrown -> {
            assertThat(thrown.error().trace().getFirst()).isEqualTo("Error: here");
            assertThat(thrown.error().trace().get(1)).contains("index.js:3:");
            assertThat(thrown.error().trace()).noneMatch(line -> line.contains("function.mjs"));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            exports.handler = () => { while (true) {} }                                               | CPU_TIME
            exports.handler = () => /^(a+)+$/.test('a'.repeat(60) + 'b')                              | CPU_TIME
            exports.handler = async () => { while (true) await null }                                 | CPU_TIME
            exports.handler = () => { const again = () => queueMicrotask(again); again() }            | CPU_TIME
            exports.handler = () => { try { while (true) {} } catch { while (true) {} } }             | CPU_TIME
            exports.handler = () => { while (true) console.log('x') }                                 | CPU_TIME
            exports.handler = (e, c, callback) => {}                                                  | NO_ANSWER
            exports.handler = () => new Promise(() => {})                                             | NO_ANSWER
            """)
    void stopsWhatDoesNotEndByItself(String code, Stop stop) {
        assertThat(call(code).outcome()).isEqualTo(new Outcome.Stopped(stop));
        assertThat(call("exports.handler = () => 'well'").outcome()).isEqualTo(new Outcome.Returned("\"well\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exports.handler = () => { const all = []; while (true) all.push('x'.repeat(100000) + all.length) }",
                "exports.handler = () => { new Uint8Array(64 * 1024 * 1024) }",
                "exports.handler = () => { let s = 'x'.repeat(1000); const all = []; while (true) { s += 'y'; all.push(s + s.slice(1)) } }"
            })
    void stopsWhatUsesUpItsMemory(String code) {
        assertThat(call(code, AMPLE_LIMITS).outcome()).isEqualTo(new Outcome.Stopped(Stop.MEMORY));
        assertThat(call("exports.handler = () => 'well'").outcome()).isEqualTo(new Outcome.Returned("\"well\""));
    }

    @Test
    void aRecursionWithoutAnEndIsAnErrorOrACrashOfItsGuestAlone() {
        // when
        Outcome outcome =
                call("const f = () => f() + 1; exports.handler = () => f()").outcome();

        // then
        assertThat(outcome)
                .satisfiesAnyOf(
                        ended -> assertThat(ended).isEqualTo(new Outcome.Stopped(Stop.CRASH)),
                        ended -> assertThat(ended).isInstanceOf(Outcome.Thrown.class));
        assertThat(call("exports.handler = () => 1").outcome()).isEqualTo(new Outcome.Returned("1"));
    }

    @Test
    void refusesAnAnswerThatIsTooLong() {
        assertThat(call("exports.handler = () => 'ä'.repeat(50000)").outcome()).isEqualTo(new Outcome.TooLong(100_002));
    }

    @Test
    void keepsTheBeginningOfALongLog() {
        // when
        CallReport report = call(
                "exports.handler = () => { for (let i = 0; i < 400; i++) console.warn('line', i, {i}, [1]); return 1 }");

        // then
        assertThat(report.outcome()).isEqualTo(new Outcome.Returned("1"));
        assertThat(report.log())
                .contains("\trequest-1\tWARN\tline 0 {\"i\":0} [1]\n")
                .hasSizeLessThan(10_100)
                .endsWith("dropped\n");
    }

    @Test
    void nothingOfACallIsLeftInTheNextOfTheSameFunction() {
        // given
        String code =
                "let count = 0; exports.handler = (event) => { count++; const seen = [count, ({}).evil, globalThis.evil, JSON.stringify.evil];"
                        + " Object.prototype.evil = 1; globalThis.evil = 1; JSON.stringify.evil = 1; Array.prototype.map = null; return seen }";
        call(code);

        // when
        CallReport second = call(code);

        // then
        assertThat(second.outcome()).isEqualTo(new Outcome.Returned("[1,null,null,null]"));
    }

    @Test
    void randomNumbersDifferFromCallToCall() {
        // given
        String code = "Math.random(); exports.handler = () => [Math.random(), crypto.randomUUID()]";

        // then
        assertThat(call(code).outcome()).isNotEqualTo(call(code).outcome());
    }

    @Test
    void aRunawayDoesNotKeepTheNeighbourWaiting() {
        // given
        call("exports.handler = () => 'warm'");

        // when
        boolean answeredMeanwhile = false;
        for (int attempt = 0; attempt < ATTEMPTS && !answeredMeanwhile; attempt++) {
            answeredMeanwhile = isAnsweredBesideARunaway();
        }

        // then
        assertThat(answeredMeanwhile).isTrue();
    }

    private static boolean isAnsweredBesideARunaway() {
        var runaway = CompletableFuture.supplyAsync(() -> call("exports.handler = () => { while (true) {} }"));
        Await.until("it runs", () -> GuestsAtWork.count() == 1);
        Outcome answer = call("exports.handler = () => 'warm'").outcome();
        boolean ranMeanwhile = !runaway.isDone();
        assertThat(answer).isEqualTo(new Outcome.Returned("\"warm\""));
        CallReport ended = runaway.join();
        assertThat(ended.outcome()).isEqualTo(new Outcome.Stopped(Stop.CPU_TIME));
        assertThat(ended.cpuTime()).isBetween(Duration.ofMillis(800), Duration.ofSeconds(5));
        return ranMeanwhile;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "typeof java_invoke",
                "typeof Javy",
                "typeof plugin",
                "typeof require('crypto').constructor.constructor('return this')().java_invoke",
                "typeof WebAssembly",
                "typeof fetch",
                "typeof setTimeout",
                "typeof Java",
                "typeof process.exit"
            })
    void aFunctionFindsNoDoorToTheHost(String expression) {
        assertThat(call("exports.handler = () => " + expression).outcome())
                .isEqualTo(new Outcome.Returned("\"undefined\""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            exports.handler = (                         | Runtime.UserCodeSyntaxError
            const x = 1                                 | Runtime.HandlerNotFound
            exports.handler = 'text'                    | Runtime.HandlerNotFound
            throw new RangeError('at load')             | RangeError
            null.x                                      | TypeError
            """)
    void saysWhyCodeCannotBeLoaded(String code, String type) {
        assertThat(host.check(code, LIMITS))
                .isInstanceOfSatisfying(
                        Outcome.Thrown.class,
                        thrown -> assertThat(thrown.error().type()).isEqualTo(type));
    }

    @Test
    void loadingIsUnderTheSameLimits() {
        assertThat(host.check("while (true) {}", LIMITS)).isEqualTo(new Outcome.Stopped(Stop.CPU_TIME));
        assertThat(host.check("exports.handler = () => 1", LIMITS)).isNull();
    }

    private static GuestLimits limits(Duration cpuTime) {
        return new GuestLimits(cpuTime, Duration.ofSeconds(60), GuestLimits.DEFAULT_PAGES, 100_000, 10_000);
    }

    private static CallReport call(String code) {
        return call(code, LIMITS);
    }

    private static CallReport call(String code, GuestLimits limits) {
        return host.call(code, () -> code, new CallInput("{\"a\":1}", "{\"functionName\":\"f\"}", "request-1"), limits);
    }
}
