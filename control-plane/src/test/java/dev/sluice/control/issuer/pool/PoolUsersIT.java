package dev.sluice.control.issuer.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.control.fixtures.HandMadePool;
import dev.sluice.control.issuer.calls.IssuerAway;
import dev.sluice.control.platform.errors.ProblemException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayName("security-requirements 2: users of the platform's pool belong to no tenant")
class PoolUsersIT {
    @Inject
    PoolUsers users;

    @Inject
    PlatformPool table;

    @Inject
    PoolMaker maker;

    private HandMadePool pool;

    @BeforeEach
    void aPool() throws IOException {
        pool = new HandMadePool();
        table.save("us-east-1_handmade1", "client", "secret", "http://localhost");
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void aUserIsLetInByTheSubjectOfOneWhoHasChosenAPassword() {
        // given
        String ada = pool.user("ada", "CONFIRMED");
        String waiting = pool.user("waiting", "FORCE_CHANGE_PASSWORD");
        String squatted = UUID.randomUUID().toString();
        pool.user(squatted, "CONFIRMED");

        // when, then
        assertThat(users.require(ada).subject()).isEqualTo(ada);
        for (String refused :
                List.of("ada", waiting, squatted, UUID.randomUUID().toString(), "")) {
            assertThatThrownBy(() -> users.require(refused))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("Invalid subject specified");
        }
    }

    @Test
    void removesTheUserOfTheSubjectAndNobodyOfThatName() {
        // given
        String ada = pool.user("ada", "CONFIRMED");
        String bob = pool.user("bob", "CONFIRMED");
        // Named as the subject of another, which the pool itself would take for that user's.
        pool.user(bob, "CONFIRMED");

        // when
        users.remove("ada");
        users.remove(bob);

        // then
        assertThat(pool.names()).containsExactly("ada", "bob", bob);

        // when
        users.remove(ada);

        // then
        assertThat(pool.names()).containsExactly("bob", bob);
    }

    @Test
    void noNewUserIsNamedAsASubject() {
        // given
        String subject = UUID.randomUUID().toString();

        // when, then
        for (String name : List.of(subject, subject.toUpperCase(Locale.ROOT))) {
            assertThatThrownBy(() -> users.create(name, null)).isInstanceOf(ProblemException.class);
        }
        assertThat(pool.names()).isEmpty();
        users.create("eve", null);
        assertThatThrownBy(() -> users.create("eve", null))
                .hasMessageContaining("A user with this name exists already. Name another");
    }

    @Test
    void passwordsHoldForAYearNoLongerThanTheFirstUserIsMade() {
        // given
        PoolRegistration registration = table.registration().orElseThrow();
        var during = new ArrayList<Integer>();

        // when, then
        assertThatThrownBy(() -> maker.withLongPasswords(registration, () -> {
                    during.add(pool.passwordDays());
                    throw new IssuerAway("a user cannot be made");
                }))
                .hasMessage("a user cannot be made");
        assertThat(during).containsExactly(365);
        assertThat(pool.passwordDays()).isEqualTo(7);
    }

    @Test
    void aMemberIsNotMadeTheFirstUser() {
        // given
        String subject = pool.user(PoolUsers.FIRST, "CONFIRMED");

        // when, then
        assertThatThrownBy(() -> users.first("a password", subject::equals)).isInstanceOf(IssuerAway.class);
        assertThat(pool.calls()).doesNotContain("AdminSetUserPassword");
        assertThat(users.first("a password", _ -> false).subject()).isEqualTo(subject);
        assertThat(pool.calls()).endsWith("AdminSetUserPassword");
    }
}
