package dev.sluice.control.signin;

import static dev.sluice.control.fixtures.ConsoleBrowser.ANTI_FORGERY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.fixtures.ConsoleBrowser;
import dev.sluice.control.fixtures.HandMadeIssuer;
import dev.sluice.control.fixtures.Management;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.UUID;

/** A member of an account of its own who signs in by another company's provider, which has the address of the settings. */
final class SignInBed implements AutoCloseable {
    private final AgroalDataSource system;
    private final HandMadeIssuer issuer;
    private final Management owner;
    private final String email = UUID.randomUUID() + "@example.com";
    private final String id;

    SignInBed(AgroalDataSource system) throws IOException {
        this.system = system;
        issuer = new HandMadeIssuer();
        owner = Management.ofNewTenant();
        id = member(owner, "ada", "owner");
    }

    /** Who owns the account. */
    Management owner() {
        return owner;
    }

    HandMadeIssuer issuer() {
        return issuer;
    }

    /** The address that the member is known by at first. */
    String email() {
        return email;
    }

    /** Of the member. */
    String id() {
        return id;
    }

    /** Makes the same person a member. */
    String member(Management of, String user, String role) {
        return of.post(
                        "/platform/members",
                        "{\"user\":\"%s\",\"email\":\"%s\",\"role\":\"%s\"}".formatted(user, email, role))
                .created()
                .get("id")
                .textValue();
    }

    String claims(String subject, boolean verified) {
        return "\"sub\":\"%s\",\"email\":\"%s\",\"email_verified\":%s".formatted(subject, email, verified);
    }

    /** A browser of the member. */
    ConsoleBrowser signedIn() {
        var browser = new ConsoleBrowser();
        HttpResponse<String> end = browser.signIn(issuer, claims(email, true));
        assertThat(end.statusCode()).as(end.body()).isEqualTo(303);
        return browser;
    }

    /** Whether the console knows its session. */
    static boolean isSignedIn(ConsoleBrowser browser) {
        return !Management.json(browser.get("/console/session").body())
                .get("session")
                .isNull();
    }

    /** Switches the account. */
    HttpResponse<String> account(ConsoleBrowser browser, String tenant) {
        return browser.call(
                "PUT", "/console/session/account", "{\"id\":\"" + tenant + "\"}", ANTI_FORGERY, browser.token());
    }

    void execute(String sql) throws SQLException {
        try (var connection = system.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    long count(String sql) throws SQLException {
        try (var connection = system.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void close() {
        issuer.close();
    }
}
