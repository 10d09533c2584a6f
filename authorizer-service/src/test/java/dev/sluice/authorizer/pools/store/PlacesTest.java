package dev.sluice.authorizer.pools.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.authorizer.data.TenantId;
import dev.sluice.authorizer.pools.protocol.Refused;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final TenantId ONE = new TenantId("100000000001");
    private static final TenantId OTHER = new TenantId("100000000002");

    private final Places places = new Places(3, 1);

    @Test
    void refusesATenantThatHasItsShareAndNobodyElse() {
        // when
        boolean isServed = within(() -> {
            Places.count(ONE);
            Places.count(ONE);
            assertThatThrownBy(() -> within(() -> Places.count(ONE)))
                    .isInstanceOf(Refused.class)
                    .hasMessage("Too many requests");
            within(() -> Places.count(OTHER));
        });

        // then
        assertThat(isServed).isTrue();
        assertThat(within(() -> Places.count(ONE)))
                .as("the share is given back")
                .isTrue();
    }

    @Test
    void letsStrangersHaveAShareTogetherUntilTheyAreKnown() {
        // when
        boolean isServed = within(() -> Places.lookUp(() -> {
            assertThatThrownBy(() -> within(() -> Places.lookUp(() -> true)))
                    .isInstanceOf(Refused.class)
                    .hasMessage("Too many requests");
            return within(() -> {
                Places.count(ONE);
                assertThat(Places.lookUp(() -> true)).as("no stranger any more").isTrue();
            });
        }));

        // then
        assertThat(isServed).isTrue();
        assertThat(within(() -> Places.lookUp(() -> true)))
                .as("the share is given back")
                .isTrue();
    }

    @Test
    void hasNoMorePlacesThanItsNumber() {
        // when
        boolean isServed =
                within(() -> within(() -> within(() -> assertThat(places.take()).isFalse())));

        // then
        assertThat(isServed).isTrue();
        assertThat(places.take()).as("places are given back").isTrue();
    }

    @Test
    void countsNoWorkOutsideOfCalls() {
        // then
        assertThatCode(() -> {
                    Places.count(ONE);
                    Places.count(ONE);
                })
                .doesNotThrowAnyException();
    }

    private boolean within(Runnable work) {
        return places.take()
                && places.work(() -> {
                    work.run();
                    return true;
                });
    }
}
