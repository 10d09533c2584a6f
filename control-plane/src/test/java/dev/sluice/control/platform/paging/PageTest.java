package dev.sluice.control.platform.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
    private static final Position PLACE = new Position(Instant.parse("2026-11-21T01:02:03.000004Z"), "abc123");

    @Test
    void aTokenComesBackAsThePlaceItWasMadeOf() {
        assertThat(PageRequest.of("7", PLACE.encode())).isEqualTo(new PageRequest(7, PLACE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "501", "x", "", "99999999999999"})
    void aLimitOutOfRangeIsIgnored(String limit) {
        assertThat(PageRequest.of(limit, null)).isEqualTo(new PageRequest(25, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%%%", "AAAA", "f_________9hYmM", "AAAAAAAAAAAA", "' or 1=1"})
    void aPositionThatWasNotOursIsRefused(String position) {
        assertThatThrownBy(() -> PageRequest.of(null, position)).hasMessage("Invalid position specified");
    }

    @Test
    void aPageNamesTheNextOneOnlyWhenMoreRemains() {
        var request = new PageRequest(2, null);

        assertThat(Page.of(List.of("a", "b"), request, _ -> PLACE)).isEqualTo(new Page<>(List.of("a", "b"), null));
        assertThat(Page.of(List.of("a", "b", "c"), request, _ -> PLACE))
                .isEqualTo(new Page<>(List.of("a", "b"), PLACE.encode()));
    }
}
