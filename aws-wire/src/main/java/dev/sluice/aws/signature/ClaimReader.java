package dev.sluice.aws.signature;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the signature of a request, in its Authorization header or in its query, and takes it apart. */
final class ClaimReader {
    private static final String AUTHORIZATION = "authorization";
    private static final String TOKEN_HEADER = "x-amz-security-token";
    private static final List<String> HEADER_PARAMETERS = List.of("Credential", "Signature", "SignedHeaders");
    private static final List<String> QUERY_PARAMETERS = List.of(
            QueryParameters.ALGORITHM,
            QueryParameters.CREDENTIAL,
            QueryParameters.SIGNATURE,
            QueryParameters.SIGNED_HEADERS,
            QueryParameters.DATE,
            QueryParameters.EXPIRES);

    private ClaimReader() {}

    static ClaimReading read(SignedRequest request) {
        List<QueryPair> query = QueryPair.parse(request.query());
        List<String> headers = request.values(AUTHORIZATION);
        boolean inQuery = isIn(query);
        if (!inQuery && headers.isEmpty()) {
            return Rejections.missing();
        }
        if (inQuery && !headers.isEmpty()) {
            return Rejections.bothPlaces();
        }
        if (headers.size() > 1) {
            return Rejections.twice("Authorization");
        }
        List<String> tokens = request.values(TOKEN_HEADER);
        if (tokens.size() + (QueryPair.has(query, QueryParameters.SECURITY_TOKEN) ? 1 : 0) > 1) {
            return Rejections.twice(QueryParameters.SECURITY_TOKEN);
        }
        String token = tokens.isEmpty() ? null : tokens.getFirst();
        return inQuery ? readQuery(query, token) : readHeader(request, headers.getFirst(), token, query);
    }

    static boolean isInHeader(SignedRequest request) {
        return !request.values(AUTHORIZATION).isEmpty();
    }

    static boolean isIn(List<QueryPair> query) {
        return QueryPair.has(query, QueryParameters.ALGORITHM)
                || QueryPair.has(query, QueryParameters.CREDENTIAL)
                || QueryPair.has(query, QueryParameters.SIGNATURE);
    }

    private static ClaimReading readQuery(List<QueryPair> query, @Nullable String headerToken) {
        Map<String, String> found = new HashMap<>();
        var missing = new StringBuilder();
        for (String name : QUERY_PARAMETERS) {
            String value = QueryPair.only(query, name);
            if (value == null || value.isEmpty()) {
                missing.append("AWS query-string parameters must include '")
                        .append(name)
                        .append("'. ");
            } else {
                found.put(name, value);
            }
        }
        if (!missing.isEmpty()) {
            return Rejections.incomplete(missing + "Re-examine the query-string parameters.");
        }
        String queryToken = QueryPair.only(query, QueryParameters.SECURITY_TOKEN);
        if (queryToken == null && QueryPair.has(query, QueryParameters.SECURITY_TOKEN)) {
            return Rejections.twice(QueryParameters.SECURITY_TOKEN);
        }
        return new Claim(
                part(found, QueryParameters.ALGORITHM),
                part(found, QueryParameters.CREDENTIAL),
                List.of(part(found, QueryParameters.SIGNED_HEADERS).split(";", -1)),
                part(found, QueryParameters.SIGNATURE),
                part(found, QueryParameters.DATE),
                null,
                queryToken == null ? headerToken : queryToken,
                part(found, QueryParameters.EXPIRES),
                query);
    }

    private static ClaimReading readHeader(
            SignedRequest request, String header, @Nullable String token, List<QueryPair> query) {
        int blank = header.indexOf(' ');
        String algorithm = blank < 0 ? header : header.substring(0, blank);
        Map<String, String> found = parameters(blank < 0 ? "" : header.substring(blank + 1));
        if (found == null) {
            return Rejections.notKeyValue(header);
        }
        List<String> amzDates = request.values("x-amz-date");
        List<String> dates = amzDates.isEmpty() ? request.values("date") : amzDates;
        String missing = missing(found, dates.isEmpty());
        if (!missing.isEmpty()) {
            return Rejections.incomplete(missing + "(Hashed with SHA-256 and encoded with Base64) Authorization="
                    + Digests.sha256Base64(header));
        }
        String dateHeader = amzDates.isEmpty() ? "date" : "x-amz-date";
        if (dates.size() > 1) {
            return Rejections.twice(amzDates.isEmpty() ? "Date" : QueryParameters.DATE);
        }
        return new Claim(
                algorithm,
                part(found, "Credential"),
                List.of(part(found, "SignedHeaders").split(";", -1)),
                part(found, "Signature"),
                dates.getFirst(),
                dateHeader,
                token,
                null,
                query);
    }

    private static String missing(Map<String, String> found, boolean noDate) {
        var missing = new StringBuilder();
        for (String name : HEADER_PARAMETERS) {
            if (part(found, name).isEmpty()) {
                missing.append("Authorization header requires '").append(name).append("' parameter. ");
            }
        }
        if (noDate) {
            missing.append("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
        }
        return missing.toString();
    }

    /** The parameters by name; null when a part is no pair or a name comes twice. */
    private static @Nullable Map<String, String> parameters(String text) {
        Map<String, String> parameters = new HashMap<>();
        if (text.isBlank()) {
            return parameters;
        }
        for (String part : text.split(",", -1)) {
            String pair = CanonicalText.headerValue(part);
            int equals = pair.indexOf('=');
            if (equals <= 0 || parameters.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
                return null;
            }
        }
        return parameters;
    }

    private static String part(Map<String, String> found, String name) {
        return found.getOrDefault(name, "");
    }
}
