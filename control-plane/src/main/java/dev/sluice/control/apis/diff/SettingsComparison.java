package dev.sluice.control.apis.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.control.apis.RestApiSettings;
import dev.sluice.control.platform.values.JsonText;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what an owner says about an API as a whole. Tags are not part of what is deployed. */
final class SettingsComparison {
    private static final String PART = "settings";

    private final Changes changes;

    private SettingsComparison(Changes changes) {
        this.changes = changes;
    }

    static void into(Changes changes, RestApiSettings was, RestApiSettings is) {
        var comparison = new SettingsComparison(changes);
        comparison.description(was, is);
        comparison.endpoint(was, is);
        comparison.access(was, is);
        comparison.binaryTypes(new HashSet<>(was.binaryMediaTypes()), new HashSet<>(is.binaryMediaTypes()));
    }

    private void description(RestApiSettings was, RestApiSettings is) {
        String reason = "callers do not see it";
        value("name", was.name(), is.name(), Verdict.safe(reason));
        value("description", was.description(), is.description(), Verdict.safe(reason));
        value("version", was.version(), is.version(), Verdict.safe(reason));
        value(
                "minimumCompressionSize",
                was.minimumCompressionSize(),
                is.minimumCompressionSize(),
                Verdict.safe("answers are compressed only for callers who take it"));
    }

    private void endpoint(RestApiSettings was, RestApiSettings is) {
        var old = was.endpointConfiguration();
        var now = is.endpointConfiguration();
        value(
                "endpointConfiguration.types",
                old.types(),
                now.types(),
                now.isPrivate() ? Verdict.breaking("the API is no longer public") : Verdict.safe("the API is public"));
        value(
                "endpointConfiguration.ipAddressType",
                old.ipAddressType(),
                now.ipAddressType(),
                now.ipAddressType().equals("ipv4")
                        ? Verdict.breaking("callers by IPv6 are no longer served")
                        : Verdict.safe("callers by IPv6 are served too"));
        value(
                "endpointConfiguration.vpcEndpointIds",
                new HashSet<>(old.vpcEndpointIds()),
                new HashSet<>(now.vpcEndpointIds()),
                now.vpcEndpointIds().containsAll(old.vpcEndpointIds())
                        ? Verdict.safe("more endpoints lead to the API")
                        : Verdict.breaking("an endpoint no longer leads to the API"));
        value(
                "disableExecuteApiEndpoint",
                was.disableExecuteApiEndpoint(),
                is.disableExecuteApiEndpoint(),
                is.disableExecuteApiEndpoint()
                        ? Verdict.breaking("the default endpoint is switched off")
                        : Verdict.safe("the default endpoint is switched on"));
        value(
                "endpointAccessMode",
                was.endpointAccessMode(),
                is.endpointAccessMode(),
                "STRICT".equals(is.endpointAccessMode())
                        ? Verdict.breaking("calls by another host name are refused now")
                        : Verdict.safe("calls are judged less strictly"));
        value(
                "securityPolicy",
                was.securityPolicy(),
                is.securityPolicy(),
                is.securityPolicy() == null
                        ? Verdict.safe("no TLS policy is asked for")
                        : Verdict.breaking("callers with other TLS versions or ciphers may be refused"));
    }

    private void access(RestApiSettings was, RestApiSettings is) {
        value(
                "apiKeySource",
                was.apiKeySource(),
                is.apiKeySource(),
                Verdict.breaking("API keys are taken from elsewhere"));
        value(
                "policy",
                json(was.policy()),
                json(is.policy()),
                is.policy() == null
                        ? Verdict.safe("no policy refuses callers any more")
                        : Verdict.breaking("the policy may refuse callers"));
    }

    private void binaryTypes(Set<String> was, Set<String> is) {
        value(
                "binaryMediaTypes",
                was,
                is,
                is.containsAll(was)
                        ? Verdict.safe("more bodies are treated as binary")
                        : Verdict.breaking("bodies of a type are no longer passed as binary"));
    }

    private static @Nullable JsonNode json(@Nullable String text) {
        return text == null ? null : JsonText.parse(text).orElseGet(() -> TextNode.valueOf(text));
    }

    private void value(String name, @Nullable Object was, @Nullable Object is, Verdict verdict) {
        if (!Objects.equals(was, is)) {
            changes.add(PART, name, Kind.of(was, is), verdict);
        }
    }
}
