package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;

/** The way of a browser from the console through the pool's login page, where a one-time password is replaced. */
final class ConsoleLogin {
    private static final Duration START = Duration.ofSeconds(90);

    private ConsoleLogin() {}

    /** The pool is made behind the start. */
    static void awaitPool(String console) {
        Eventually.within(
                START,
                "the sign-in leads to the login page",
                () -> new Browser().get(console + "sign-in").status() == 303);
    }

    /**
     * From the console to the page that sends the browser back with a code.
     *
     * @param console its address, with the slash at the end
     * @param to the path behind the sign-in
     */
    static Browser.Page leadBack(Browser browser, String console, String to, Passwords passwords) {
        Browser.Page begun = browser.get(console + "sign-in?to=" + to.replace("?", "%3F"));
        Browser.Page login = browser.follow(browser.follow(begun));
        Browser.Page change =
                browser.submit(login, Map.of("username", passwords.user(), "password", passwords.oneTime()));
        assertThat(change.body()).as("%s", change).contains("new_password");
        return browser.submit(change, Map.of("new_password", passwords.chosen()));
    }

    /** The pool that people sign in by. */
    static String pool(CognitoIdentityProviderClient operator) {
        return operator.listUserPools(request -> request.maxResults(60)).userPools().stream()
                .filter(each -> each.name().equals("sluice"))
                .findFirst()
                .orElseThrow()
                .id();
    }

    record Passwords(String user, String oneTime, String chosen) {}
}
