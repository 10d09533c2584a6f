package dev.sluice.control.platform.browsers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CookiesTest {
    @Test
    void seesACookieByItsWholeName() {
        assertThat(values("__Host-sluice-session=abc")).containsExactly("abc");
        assertThat(values("a=b; __Host-sluice-session=abc;c=d")).containsExactly("abc");
        assertThat(values("x__Host-sluice-session=abc", "__host-sluice-session=abc", "__Host-sluice-sessions=a"))
                .isEmpty();
        assertThat(values("a=__Host-sluice-session=abc", "", ";;", "=")).isEmpty();
    }

    @Test
    void seesTwoOfANameAsTwo() {
        assertThat(values("__Host-sluice-session=a; __Host-sluice-session=b")).containsExactly("a", "b");
        assertThat(values("__Host-sluice-session=a", "__Host-sluice-session=a")).containsExactly("a", "a");
        assertThat(values("__Host-sluice-session=; __Host-sluice-session = b")).containsExactly("", "b");
    }

    @Test
    void setsCookiesThatAreBoundToHostAndConnection() {
        assertThat(Cookies.line("__Host-sluice-session", "abc", 60))
                .isEqualTo("__Host-sluice-session=abc; Path=/; Max-Age=60; Secure; HttpOnly; SameSite=Lax");
    }

    private static List<String> values(String... lines) {
        return Cookies.values(List.of(lines), "__Host-sluice-session");
    }
}
