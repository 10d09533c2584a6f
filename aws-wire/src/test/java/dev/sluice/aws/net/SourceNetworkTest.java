package dev.sluice.aws.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceNetworkTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7, true",
        "203.0.113.7, 203.0.113.8, false",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, true",
        "2001:db8:1::1, 2001:db8:1:ffff:ffff:ffff:ffff:ffff, true",
        "2001:db8:1:2::1, 2001:db8:2:2::1, false",
        "2001:db8:1:2::1, 2001:0DB8:1:2:0:0:0:1, true",
        "::ffff:203.0.113.7, 203.0.113.7, false",
        "no address, no address, true",
    })
    void takesWhatOneHolderHasForOne(String one, String other, boolean same) {
        assertThat(SourceNetwork.of(one).equals(SourceNetwork.of(other))).isEqualTo(same);
    }
}
