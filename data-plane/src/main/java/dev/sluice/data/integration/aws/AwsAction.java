package dev.sluice.data.integration.aws;

import org.jspecify.annotations.Nullable;

/**
 * What an integration's URI asks of a service, in terms of HTTP (rest-api-runtime 8.5). Immutable; made when the stage is
 * compiled.
 *
 * @param host at AWS
 * @param target path and query, with path parameters still open
 * @param amzTarget {@code X-Amz-Target}; null when none is added
 * @param mediaType of a request whose integration names none; null for the client's
 */
public record AwsAction(
        String host,
        String target,
        @Nullable String amzTarget,
        @Nullable String mediaType) {
    /** The request that a path or an action stands for. */
    public static AwsAction of(AwsUri uri) {
        if (uri.path()) {
            return new AwsAction(uri.host(), "/" + withoutLeadingSlashes(uri.rest()), null, null);
        }
        int ampersand = uri.rest().indexOf('&');
        String action = ampersand < 0 ? uri.rest() : uri.rest().substring(0, ampersand);
        String host = AwsProtocols.host(uri, action);
        AwsProtocols.Json json = AwsProtocols.json(uri);
        if (json == null) {
            return new AwsAction(host, "/?Action=" + uri.rest(), null, null);
        }
        String target = ampersand < 0 ? "/" : "/?" + uri.rest().substring(ampersand + 1);
        return new AwsAction(host, target, json.prefix() == null ? null : json.prefix() + action, json.mediaType());
    }

    private static String withoutLeadingSlashes(String path) {
        int start = 0;
        while (start < path.length() && path.charAt(start) == '/') {
            start++;
        }
        return path.substring(start);
    }
}
