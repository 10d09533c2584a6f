package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * rest-api-runtime 21: each of the thirty traps has a recorded call whose folder carries its number, such as {@code
 * trap-04-querystring-is-the-last-decoded-value}, a test of its own, or waits for what it is about.
 */
class TrapsTest {
    private static final int TRAPS = 30;
    private static final Pattern NUMBER = Pattern.compile("trap-(\\d\\d)-");

    /** What takes more than one call. */
    private static final Map<Integer, String> ELSEWHERE = Map.of(
            7, "LambdaAuthorizerTest.keepsAnAnswerAndAsksItsPolicyAnewAboutEachMethod",
            9,
                    "ResourcePolicyTest, CallerPoliciesTest, PoolAuthorizerTest.aResourcePolicyHasToAllowByItselfWhomATokenLetsPass",
            10, "PoolAuthorizerTest.asksForTheTokenThatGoesWithTheMethod",
            11, "ApiKeysTest.looksForTheKeyOnlyAfterTheAuthorizer",
            12, "ApiKeysTest.answersEveryProblemOfAKeyAlike");

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

    private static int number(MatchResult match) {
        return Integer.parseInt(match.group(1));
    }
}
