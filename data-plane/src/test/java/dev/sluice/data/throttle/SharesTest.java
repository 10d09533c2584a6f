package dev.sluice.data.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SharesTest {
    private static final long BUCKET = 7;
    private static final Rate RATE = Rate.perSecond(100);
    private static final Offset<Double> EXACTLY = Offset.offset(1e-9);

    /** Those of nodes that are asked for so much. */
    private static List<Share> shares(double... demand) {
        return IntStream.range(0, demand.length)
                .mapToObj(node -> {
                    List<Map<Long, Double>> others = new ArrayList<>();
                    for (int other = 0; other < demand.length; other++) {
                        if (other != node) {
                            others.add(demand[other] == 0 ? Map.of() : Map.of(BUCKET, demand[other]));
                        }
                    }
                    return new Shares(Map.of(BUCKET, demand[node]), others).of(BUCKET, RATE);
                })
                .toList();
    }

    private static double[] rates(double... demand) {
        return shares(demand).stream().mapToDouble(Share::rate).toArray();
    }

    private static double[] bursts(double... demand) {
        return shares(demand).stream().mapToDouble(Share::burst).toArray();
    }

    private static double[] of(double... values) {
        return values;
    }

    @Test
    void addUpToOneWhateverTheDemand() {
        var random = new Random(3);
        for (int turn = 0; turn < 1_000; turn++) {
            // given
            double[] demand = new double[1 + random.nextInt(12)];
            for (int node = 0; node < demand.length; node++) {
                demand[node] = random.nextBoolean() ? 0 : random.nextDouble() * Math.pow(10, random.nextInt(7) - 3);
            }

            // when
            List<Share> shares = shares(demand);

            // then
            assertThat(shares.stream().mapToDouble(Share::rate).sum()).isEqualTo(1, EXACTLY);
            assertThat(shares.stream().mapToDouble(Share::burst).sum()).isEqualTo(1, EXACTLY);
            assertThat(shares).allMatch(share -> share.rate() > 0 && share.burst() > 0);
        }
    }

    @Test
    void areInProportionWhereAllAskForMoreThanThereIs() {
        assertThat(rates(180, 10, 10)).containsExactly(of(0.9, 0.05, 0.05), EXACTLY);
        assertThat(rates(500, 500)).containsExactly(of(0.5, 0.5), EXACTLY);
    }

    @Test
    void areWhatIsAskedForAndEqualPartsOfTheRest() {
        assertThat(rates(40, 10, 20)).containsExactly(of(0.5, 0.2, 0.3), EXACTLY);
        assertThat(rates(0, 0, 0)).containsExactly(of(1d / 3, 1d / 3, 1d / 3), EXACTLY);
    }

    @Test
    void leaveTheBurstWithWhoeverCarriesTheTraffic() {
        assertThat(bursts(30, 0, 0)[0]).isBetween(0.98, 0.99);
        assertThat(bursts(1e-9, 0, 0)[0]).isBetween(0.98, 0.99);
        assertThat(bursts(30, 10)).containsExactly(of(0.75, 0.25), EXACTLY);
        assertThat(bursts(0, 0)).containsExactly(of(0.5, 0.5), EXACTLY);
    }

    @Test
    void leaveNoNodeWithout() {
        assertThat(rates(1_000, 0, 0)[1]).isBetween(0.006, 0.007);
        assertThat(rates(99, 0, 0)[1]).isGreaterThan(0.006);
    }

    @Test
    void areExactlyOneAlone() {
        assertThat(shares(0)).containsExactly(Share.WHOLE);
        assertThat(shares(12.3)).containsExactly(Share.WHOLE);
    }
}
