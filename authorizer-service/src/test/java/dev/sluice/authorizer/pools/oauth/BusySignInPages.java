package dev.sluice.authorizer.pools.oauth;

import dev.sluice.authorizer.data.TenantId;
import dev.sluice.authorizer.pools.http.HttpAnswer;
import dev.sluice.authorizer.pools.http.HttpRequest;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.secret.BusyPasswords;
import dev.sluice.authorizer.pools.secret.RandomTexts;
import dev.sluice.authorizer.pools.signin.Admission;
import dev.sluice.authorizer.pools.signin.BusyNewPasswords;
import dev.sluice.authorizer.pools.signin.PasswordProofs;
import dev.sluice.authorizer.pools.signin.Sessions;
import dev.sluice.authorizer.pools.store.PoolDatabase;
import dev.sluice.aws.signature.Header;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The sign-in page of a process that has no room to hash a password. */
@Singleton
public final class BusySignInPages {
    private final ClientProof clients;
    private final PoolDatabase database;
    private final Sessions sessions;
    private final AuthorizationCodes codes;
    private final Admission admission;
    private final Busy busy;

    BusySignInPages(
            ClientProof clients,
            PoolDatabase database,
            Sessions sessions,
            AuthorizationCodes codes,
            Admission admission,
            Busy busy) {
        this.clients = clients;
        this.database = database;
        this.sessions = sessions;
        this.codes = codes;
        this.admission = admission;
        this.busy = busy;
    }

    /** Takes a form of the page at this query, busy for the pool's tenant; the browser has the form's cookie. */
    public HttpAnswer submit(UserPool pool, String domain, String query, String form) {
        var tenant = new TenantId(pool.tenant());
        var browsers =
                new BrowserSessions(database, sessions, codes, busy.proofs.by(BusyPasswords.of(tenant)), admission);
        var endpoints = new BrowserEndpoints(clients, browsers, busy.newPasswords.of(tenant), new RandomTexts());
        var site = new Site(pool, domain, "", "/login", "https://sign-in.example", "sign-in.example");
        String csrf = Form.parse(form).text("_csrf");
        String cookie = "__Host-sluice-" + domain + "-csrf=" + csrf;
        byte[] body = form.getBytes(StandardCharsets.UTF_8);
        var headers = List.of(new Header("Cookie", cookie));
        return endpoints.submit(site, new HttpRequest("POST", "/login?" + query, headers, body, "127.0.0.1"));
    }

    /** What hashes passwords. */
    @Singleton
    static final class Busy {
        private final PasswordProofs proofs;
        private final BusyNewPasswords newPasswords;

        Busy(PasswordProofs proofs, BusyNewPasswords newPasswords) {
            this.proofs = proofs;
            this.newPasswords = newPasswords;
        }
    }
}
