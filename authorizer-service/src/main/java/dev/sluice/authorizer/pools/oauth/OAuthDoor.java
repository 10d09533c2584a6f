package dev.sluice.authorizer.pools.oauth;

import dev.sluice.authorizer.data.DatabaseRefused;
import dev.sluice.authorizer.pools.http.Cors;
import dev.sluice.authorizer.pools.http.HttpAnswer;
import dev.sluice.authorizer.pools.http.HttpRequest;
import dev.sluice.authorizer.pools.http.HttpWork;
import dev.sluice.authorizer.pools.pool.Addresses;
import dev.sluice.authorizer.pools.pool.PoolDirectory;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.protocol.Refused;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the calls of the pools' domains: by host, {@code {prefix}.auth.{region}.{suffix}}, and where paths stand for
 * hosts also by {@code /_aws/auth/{prefix}/}.
 */
@Singleton
public final class OAuthDoor {
    private static final String PATH_FORM = "/_aws/auth/";
    private static final int BEFORE_PATHS = -100;

    private final HttpWork work;
    private final PoolDirectory pools;
    private final Addresses addresses;
    private final OAuthEndpoints endpoints;

    OAuthDoor(HttpWork work, PoolDirectory pools, Addresses addresses, OAuthEndpoints endpoints) {
        this.work = work;
        this.pools = pools;
        this.addresses = addresses;
        this.endpoints = endpoints;
    }

    void open(@Observes Router router) {
        router.route().order(BEFORE_PATHS).handler(this::receive);
    }

    private void receive(RoutingContext context) {
        String domain = hostDomain(context.request().authority());
        String path = path(context.request().uri());
        if (domain != null) {
            serve(context, domain, "", path);
        } else if (addresses.pathForm() && path.startsWith(PATH_FORM)) {
            int slash = path.indexOf('/', PATH_FORM.length());
            if (slash < 0) {
                context.next();
            } else {
                serve(
                        context,
                        path.substring(PATH_FORM.length(), slash),
                        path.substring(0, slash),
                        path.substring(slash));
            }
        } else {
            context.next();
        }
    }

    private void serve(RoutingContext context, String domain, String base, String path) {
        HostAndPort authority = context.request().authority();
        String host = authority == null ? "" : authority.toString();
        work.serve(context, request -> {
            try {
                return answer(request, host, domain, base, path);
            } catch (OAuthError error) {
                return Cors.open(error.answer());
            } catch (Refused refused) {
                return refused.isPassing() ? OAuthEndpoints.unavailable(path) : OAuthEndpoints.suspended(path);
            } catch (DatabaseRefused refused) {
                if (refused.kind() == DatabaseRefused.Kind.FAULT) {
                    throw refused;
                }
                return OAuthEndpoints.unavailable(path);
            }
        });
    }

    private HttpAnswer answer(HttpRequest request, String host, String domain, String base, String path) {
        Optional<UserPool> pool = pools.byDomain(domain);
        if (pool.isEmpty()) {
            return HttpAnswer.json(404, "{\"error\":\"not_found\"}");
        }
        return endpoints.answer(
                new Site(pool.get(), domain, base, path, addresses.domainOrigin(domain), host), request);
    }

    private @Nullable String hostDomain(@Nullable HostAndPort authority) {
        if (authority == null) {
            return null;
        }
        String name = authority.host().toLowerCase(Locale.ROOT);
        String suffix = addresses.domainSuffix().toLowerCase(Locale.ROOT);
        String prefix = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : "";
        return prefix.isEmpty() || prefix.indexOf('.') >= 0 ? null : prefix;
    }

    private static String path(String target) {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }
}
