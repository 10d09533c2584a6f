package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * rest-api-runtime 21: each of the thirty traps has a recorded call whose folder carries its number, such as {@code
 * trap-04-querystring-is-the-last-decoded-value}, a test of its own, or waits for what it is about.
 */
class TrapsTest {
    private static final int TRAPS = 30;
    private static final Pattern NUMBER = Pattern.compile("trap-(\\d\\d)-");

    /** What takes more than one call: classes of tests, of which one may be named. */
    private static final Map<Integer, List<String>> ELSEWHERE = Map.of(
            7, List.of("access.authorizer.LambdaAuthorizerTest.keepsAnAnswerAndAsksItsPolicyAnewAboutEachMethod"),
            9,
                    List.of(
                            "access.policy.ResourcePolicyTest",
                            "access.policy.CallerPoliciesTest",
                            "access.pools.PoolAuthorizerTest.aResourcePolicyHasToAllowByItselfWhomATokenLetsPass"),
            10, List.of("access.pools.PoolAuthorizerTest.asksForTheTokenThatGoesWithTheMethod"),
            11, List.of("access.keys.ApiKeysTest.looksForTheKeyOnlyAfterTheAuthorizer"),
            12, List.of("access.keys.ApiKeysTest.answersEveryProblemOfAKeyAlike"));

    private static final Map<Integer, String> LATER = Map.of(29, "cache keys come with the response cache");

    @Test
    void eachTrapIsPlayedOrWaits() throws IOException {
        // given
        Set<Integer> expected = IntStream.rangeClosed(1, TRAPS).boxed().collect(Collectors.toCollection(TreeSet::new));
        expected.removeAll(ELSEWHERE.keySet());
        expected.removeAll(LATER.keySet());

        // when
        Set<Integer> played = GoldenFolder.calls().stream()
                .flatMap(call -> NUMBER.matcher(call.getFileName().toString()).results())
                .map(TrapsTest::number)
                .collect(Collectors.toCollection(TreeSet::new));

        // then
        assertThat(played).isEqualTo(expected);
    }

    @Test
    void eachTestThatIsNamedIsOne() throws ClassNotFoundException {
        for (String name : ELSEWHERE.values().stream().flatMap(List::stream).toList()) {
            int dot = name.lastIndexOf('.');
            boolean wholeClass = Character.isUpperCase(name.charAt(dot + 1));
            List<String> tests = tests("dev.sluice.data." + (wholeClass ? name : name.substring(0, dot)));
            assertThat(tests).as(name).isNotEmpty();
            if (!wholeClass) {
                assertThat(tests).contains(name.substring(dot + 1));
            }
        }
    }

    /** The names of a class's tests. */
    private static List<String> tests(String type) throws ClassNotFoundException {
        return Stream.of(Class.forName(type).getDeclaredMethods())
                .filter(method ->
                        method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class))
                .map(Method::getName)
                .toList();
    }

    private static int number(MatchResult match) {
        return Integer.parseInt(match.group(1));
    }
}
