package dev.sluice.data.transform;

import dev.sluice.data.pipeline.Exchange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An integration's URI (rest-api-runtime 7.3), with stage variables filled in and cut into its parts. Credentials,
 * foreign schemes and ports that are not allowed make it malformed. Immutable.
 */
public final class OriginUri {
    private static final String VARIABLE = "${stageVariables.";

    private final boolean secure;
    private final TextTemplate authorityText;
    private final @Nullable Authority authority;
    private final TextTemplate path;
    private final @Nullable TextTemplate query;

    private OriginUri(boolean secure, TextTemplate authority, TextTemplate path, @Nullable TextTemplate query) {
        this.secure = secure;
        this.authorityText = authority;
        this.path = path;
        this.query = query;
        String fixed = authority.fixed();
        this.authority = fixed == null ? null : Authority.parse(fixed, secure);
    }

    /** Null when the URI can never be called: each call to its method then fails. */
    static @Nullable OriginUri of(String template, Map<String, String> variables, Map<String, Source> mapped) {
        boolean secure = template.regionMatches(true, 0, "https://", 0, 8);
        if (!secure && !template.regionMatches(true, 0, "http://", 0, 7)) {
            return null;
        }
        String rest = ByteText.utf8(withVariables(template.substring(secure ? 8 : 7), variables));
        int fragment = rest.indexOf('#');
        rest = fragment < 0 ? rest : rest.substring(0, fragment);
        int question = rest.indexOf('?');
        String query = question < 0 ? null : rest.substring(question + 1);
        String beforeQuery = question < 0 ? rest : rest.substring(0, question);
        int slash = beforeQuery.indexOf('/');
        String authority = slash < 0 ? beforeQuery : beforeQuery.substring(0, slash);
        String path = slash < 0 ? "/" : beforeQuery.substring(slash);
        OriginUri uri = new OriginUri(
                secure,
                TextTemplate.of(authority, mapped, StringBuilder::append),
                TextTemplate.of(path, mapped, ByteText::appendPath),
                query == null || query.isEmpty() ? null : TextTemplate.of(query, mapped, ByteText::appendInQuery));
        return uri.authority == null && uri.authorityText.fixed() != null ? null : uri;
    }

    private static String withVariables(String template, Map<String, String> variables) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (int start = template.indexOf(VARIABLE); start >= 0; start = template.indexOf(VARIABLE, from)) {
            int end = template.indexOf('}', start);
            if (end < 0) {
                break;
            }
            text.append(template, from, start);
            text.append(variables.getOrDefault(template.substring(start + VARIABLE.length(), end), ""));
            from = end + 1;
        }
        return text.append(template.substring(from)).toString();
    }

    boolean secure() {
        return secure;
    }

    /** Host and port when they do not depend on the request. */
    @Nullable
    Authority fixedAuthority() {
        return authority;
    }

    @Nullable
    Authority authority(Exchange exchange) {
        if (authority != null) {
            return authority;
        }
        StringBuilder text = new StringBuilder();
        authorityText.append(exchange, text);
        return Authority.parse(text.toString(), secure);
    }

    /** Path and query as they go on the wire. */
    String target(Exchange exchange, String forwardedQuery, QueryMapping mapped) {
        String fixed = path.fixed();
        if (fixed != null
                && query == null
                && forwardedQuery.isEmpty()
                && mapped.isEmpty()
                && exchange.overrides() == null) {
            return fixed;
        }
        StringBuilder target = new StringBuilder(64 + forwardedQuery.length());
        path.append(exchange, target);
        char separator = '?';
        if (query != null) {
            target.append(separator);
            query.append(exchange, target);
            separator = '&';
        }
        if (!forwardedQuery.isEmpty()) {
            target.append(separator);
            ByteText.appendRawQuery(target, forwardedQuery);
            separator = '&';
        }
        mapped.append(exchange, target, separator);
        return target.toString();
    }
}
