package dev.sluice.control.platform.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
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
    @ValueSource(ints = {255, 300, 1024})
    void aTokenOfTheLongestNameComesBackToo(int length) {
        var place = new Position(PLACE.createdAt(), "n".repeat(length));

        assertThat(PageRequest.of(null, place.encode())).isEqualTo(new PageRequest(25, place));
    }

    @Test
    void aTokenLongerThanAnyNameMakesIsRefused() {
        String token = new Position(PLACE.createdAt(), "n".repeat(1100)).encode();

        assertThatThrownBy(() -> PageRequest.of(null, token)).hasMessage("Invalid position specified");
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

    @Test
    void aPageOfLongRowsEndsBehindTheOneThatIsTooMuch() {
        // given
        long half = Page.MAX_CHARACTERS / 2 + 1;
        Page.Rows<Long> rows = rows(4);

        // when
        Page<Long> first = Page.read(new PageRequest(500, null), rows, PageTest::place, _ -> half);
        Page<Long> last = Page.read(PageRequest.of("500", first.position()), rows, PageTest::place, _ -> half);

        // then
        assertThat(first.items()).containsExactly(1L, 2L);
        assertThat(last.items()).containsExactly(3L, 4L);
        assertThat(last.position()).isNull();
    }

    @Test
    void aPageEndsBehindTheRowWithWhichItStandsForTooMuch() {
        // given
        var page = new Page<>(List.of(1L, 2L, 3L), null);
        long half = Page.MAX_CHARACTERS / 2 + 1;

        // then
        assertThat(page.untilFull(_ -> half, PageTest::place))
                .isEqualTo(new Page<>(List.of(1L, 2L), place(2L).encode()));
        assertThat(page.untilFull(_ -> half / 2, PageTest::place)).isEqualTo(page);
        assertThat(new Page<>(List.of(1L), null).untilFull(_ -> 2 * half, PageTest::place))
                .isEqualTo(new Page<>(List.of(1L), null));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 25, 26, 27, 51, 52, 53, 100})
    void aPageThatIsReadInPartsIsCutAtItsLimit(int limit) {
        // given
        var request = new PageRequest(limit, null);

        // when
        Page<Long> full = Page.read(request, rows(limit), PageTest::place, _ -> 1);
        Page<Long> cut = Page.read(request, rows(limit + 1), PageTest::place, _ -> 1);

        // then
        assertThat(full.items()).hasSize(limit).doesNotHaveDuplicates();
        assertThat(full.position()).isNull();
        assertThat(cut.items()).isEqualTo(full.items());
        assertThat(cut.position()).isEqualTo(place(limit).encode());
    }

    @Test
    void neverReadsManyRowsAtOnce() {
        // given
        var counts = new ArrayList<Integer>();
        Page.Rows<Long> rows = (place, count) -> {
            counts.add(count);
            return rows(500).after(place, count);
        };

        // when
        Page<Long> page = Page.read(new PageRequest(500, null), rows, PageTest::place, _ -> 1);

        // then
        assertThat(page.items()).hasSize(500);
        assertThat(counts).allMatch(count -> count <= Page.CHUNK);
    }

    @Test
    void aPrefixIsTakenLiterally() {
        assertThat(Listing.startingWith("a%b_c!")).isEqualTo("a!%b!_c!!%");
    }

    /** The numbers from 1 on, each at the place of its name. */
    private static Page.Rows<Long> rows(int last) {
        return (place, count) -> LongStream.rangeClosed(place == null ? 1 : Long.parseLong(place.id()) + 1, last)
                .limit(count)
                .boxed()
                .toList();
    }

    private static Position place(long row) {
        return new Position(PLACE.createdAt(), Long.toString(row));
    }
}
