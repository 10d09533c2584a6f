package dev.sluice.control.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.functions.AuthorizerSettings;
import dev.sluice.control.issuer.calls.IssuerAway;
import dev.sluice.control.issuer.calls.IssuerCalls;
import dev.sluice.control.issuer.pool.PlatformPool;
import dev.sluice.control.issuer.pool.PoolRegistration;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one issuer of the installation. Its discovery document is read anew after five minutes; while the issuer is away the last
 * good one is used. Settings that do not fit together stop the start. Any thread; blocks.
 */
@Singleton
@Startup
public class Issuers {
    /** Whom members of the own user pool are kept with: its URL follows a setting, which may change. */
    public static final String OWN_POOL = "sluice";

    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final String PATH_FORM = "/_aws/auth/";
    private static final long FRESH_NANOS = Duration.ofMinutes(5).toNanos();

    private final IssuerCalls calls;
    private final PlatformPool pool;
    private final String authorizer;
    private final @Nullable String provider;
    private final Issuer.@Nullable Client providerClient;
    /** By the pool that a document is of. */
    private final LastGood<Optional<PoolRegistration>, Issuer> documents = new LastGood<>(System::nanoTime);

    Issuers(IssuerCalls calls, PlatformPool pool, AuthorizerSettings authorizer, IssuerSettings settings) {
        this.calls = calls;
        this.pool = pool;
        this.authorizer = authorizer.address();
        this.provider = settings.issuer().map(Issuers::checked).orElse(null);
        this.providerClient = provider == null ? null : client(settings);
        IdTokens.algorithm(settings.algorithm());
    }

    /** Whether people sign in by the platform's own user pool. */
    public boolean isOwnPool() {
        return provider == null;
    }

    /** Whom members are kept with. */
    public String name() {
        return provider == null ? OWN_POOL : provider;
    }

    /** The issuer; refused by {@link IssuerAway} while it cannot be asked, or the own pool is not made yet. */
    public Issuer get() {
        Optional<PoolRegistration> own = own();
        return documents.get(
                own, (_, age) -> age < FRESH_NANOS, () -> provider == null ? readOwn(own) : readProvider(provider));
    }

    /** The issuer as it was last, without asking where that is possible: for what must not wait for it. */
    public Issuer last() {
        Issuer last = documents.last(own());
        return last == null ? get() : last;
    }

    private Optional<PoolRegistration> own() {
        return provider == null ? pool.registration() : Optional.empty();
    }

    private Issuer readProvider(String url) {
        boolean secure = url.startsWith("https:");
        JsonNode document = IssuerDocuments.read(calls.document(URI.create(url.replaceFirst("/$", "") + DISCOVERY)));
        if (!IssuerDocuments.text(document, "issuer").equals(url)) {
            throw new IssuerAway("the issuer's document names another issuer than sluice.sign-in.issuer");
        }
        return new Issuer(
                url,
                url,
                IssuerDocuments.address(document, "authorization_endpoint", secure),
                IssuerDocuments.address(document, "token_endpoint", secure),
                IssuerDocuments.address(document, "jwks_uri", secure),
                document.has("end_session_endpoint")
                        ? IssuerDocuments.address(document, "end_session_endpoint", secure)
                        : null,
                Objects.requireNonNull(providerClient),
                false);
    }

    /** The own pool names its addresses as browsers see them; this process asks at the address of its settings. */
    private Issuer readOwn(Optional<PoolRegistration> own) {
        PoolRegistration registration =
                own.orElseThrow(() -> new IssuerAway("the platform's user pool is not made yet"));
        String base = "http://" + authorizer + "/" + registration.poolId();
        JsonNode document = IssuerDocuments.read(calls.document(URI.create(base + DISCOVERY)));
        String url = IssuerDocuments.text(document, "issuer");
        if (!url.endsWith("/" + registration.poolId())) {
            throw new IssuerAway("the authorizer service answers for another pool");
        }
        return new Issuer(
                OWN_POOL,
                url,
                IssuerDocuments.address(document, "authorization_endpoint", false),
                inside(IssuerDocuments.address(document, "token_endpoint", false)),
                URI.create(base + "/.well-known/jwks.json"),
                IssuerDocuments.address(document, "end_session_endpoint", false),
                new Issuer.Client(registration.clientId(), pool.secret(registration)),
                true);
    }

    private URI inside(URI seen) {
        int at = seen.getRawPath().indexOf(PATH_FORM);
        return at < 0
                ? seen
                : URI.create("http://" + authorizer + seen.getRawPath().substring(at));
    }

    private static String checked(String url) {
        if (!url.matches("https?://[A-Za-z0-9._\\[\\]:-]+(/[A-Za-z0-9._~/-]*)?")) {
            throw new ConfigurationException("sluice.sign-in.issuer is " + url
                    + ", and must be the http or https URL of an OpenID Connect issuer without query and fragment");
        }
        boolean isLoopback = url.matches("http://(localhost|127\\.0\\.0\\.1|\\[::1])([:/].*)?");
        if (url.startsWith("http:") && !isLoopback) {
            throw new ConfigurationException("sluice.sign-in.issuer is " + url + ", and must be https");
        }
        // As it stands: some issuers end in a slash, and their tokens say so too.
        return url;
    }

    private static Issuer.Client client(IssuerSettings settings) {
        String id = settings.clientId()
                .orElseThrow(() -> new ConfigurationException(
                        "sluice.sign-in.issuer is set, and sluice.sign-in.client-id is not"));
        return new Issuer.Client(
                id, settings.clientSecretFile().map(Issuers::secret).orElse(null));
    }

    private static String secret(Path file) {
        try {
            String secret = Files.readString(file).strip();
            if (!secret.isEmpty()) {
                return secret;
            }
        } catch (IOException unreadable) {
            throw new ConfigurationException(
                    "sluice.sign-in.client-secret-file " + file + " cannot be read", unreadable);
        }
        throw new ConfigurationException("sluice.sign-in.client-secret-file " + file + " is empty");
    }
}
