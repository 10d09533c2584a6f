package dev.sluice.aws.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("decisions 21, security-requirements 24: who calls, behind proxies that are trusted")
class TrustedProxiesTest {
    private static final TrustedProxies PROXIES = TrustedProxies.of(List.of("10.0.0.0/8", " fd00::/8 "));

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", emptyValue = "", textBlock = """
            192.0.2.1 | 203.0.113.9                         | 192.0.2.1
            10.1.1.1  | -                                   | 10.1.1.1
            10.1.1.1  | ''                                  | 10.1.1.1
            10.1.1.1  | 203.0.113.9                         | 203.0.113.9
            10.1.1.1  | 198.51.100.1,203.0.113.9            | 203.0.113.9
            10.1.1.1  | 198.51.100.1, 203.0.113.9 ,10.1.2.3 | 203.0.113.9
            10.1.1.1  | 10.1.2.4, 10.1.2.3                  | 10.1.2.4
            10.1.1.1  | 203.0.113.9, unknown                | 10.1.1.1
            10.1.1.1  | 203.0.113.9, unknown, 10.1.2.3      | 10.1.2.3
            10.1.1.1  | 203.0.113.9,                        | 10.1.1.1
            10.1.1.1  | 203.0.113.9:80                      | 10.1.1.1
            10.1.1.1  | 203.0.113.9%eth0                    | 10.1.1.1
            10.1.1.1  | 203.0.113.999                       | 10.1.1.1
            10.1.1.1  | 2001:DB8::7                         | 2001:db8:0:0:0:0:0:7
            fd00::1   | 203.0.113.9, FD00::2                | 203.0.113.9
            10.1.1.1  | 203.0.113.9, ::ffff:10.1.2.3        | 203.0.113.9
            """)
    void believesNobodyElse(String peer, String forwarded, String source) {
        assertThat(PROXIES.source(peer, forwarded == null ? List.of() : List.of(forwarded)))
                .isEqualTo(source);
    }

    @Test
    void linesFollowEachOther() {
        assertThat(PROXIES.source("10.1.1.1", List.of("198.51.100.1, 203.0.113.9", "10.1.2.3, 10.1.2.4")))
                .isEqualTo("203.0.113.9");
        assertThat(PROXIES.source("10.1.1.1", List.of("203.0.113.9", ""))).isEqualTo("10.1.1.1");
    }

    @Test
    void looksAtSoManyHopsOnly() {
        assertThat(PROXIES.source("10.1.1.1", List.of("203.0.113.9" + ",10.1.2.3".repeat(15))))
                .isEqualTo("203.0.113.9");
        assertThat(PROXIES.source("10.1.1.1", List.of("203.0.113.9" + ",10.1.2.3".repeat(16))))
                .isEqualTo("10.1.2.3");
    }

    @Test
    void noneTrustsNobody() {
        assertThat(TrustedProxies.NONE.source("10.1.1.1", List.of("203.0.113.9")))
                .isEqualTo("10.1.1.1");
        assertThat(TrustedProxies.NONE.hold("10.1.1.1")).isFalse();
    }

    @Test
    void namesWhatIsNoRange() {
        assertThatThrownBy(() -> TrustedProxies.of(List.of("proxy.example")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("proxy.example, which is neither an address nor a range like 10.0.0.0/8");
    }
}
