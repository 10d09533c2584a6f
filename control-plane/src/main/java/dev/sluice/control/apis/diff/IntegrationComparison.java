package dev.sluice.control.apis.diff;

import dev.sluice.control.apis.diff.MethodComparison.Side;
import dev.sluice.control.apis.integrations.Integration;
import dev.sluice.control.apis.integrations.IntegrationResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares what stands behind a method. Callers see little of it, so most changes are safe for them. */
final class IntegrationComparison {
    private static final String PART = "integration";
    private static final String BEHIND = "callers do not see what stands behind the method";
    /** From the most tolerant to the strictest. */
    private static final List<String> PASSTHROUGH = List.of("WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER");

    private final Changes changes;

    private IntegrationComparison(Changes changes) {
        this.changes = changes;
    }

    static void into(Changes changes, Side before, Side after) {
        var was = before.method().integration();
        var is = after.method().integration();
        if (was == null || is == null) {
            changes.value(
                    PART,
                    was,
                    is,
                    (_, now) -> now == null
                            ? Verdict.breaking("a method without an integration cannot be deployed")
                            : Verdict.safe("the method got an integration"));
            return;
        }
        var comparison = new IntegrationComparison(changes);
        comparison.target(was, is);
        comparison.request(was, is);
        comparison.cache(namespace(before, was), was, namespace(after, is), is);
        comparison.responses(was, is);
    }

    private void target(Integration was, Integration is) {
        changes.safe(member("type"), was.type(), is.type(), BEHIND);
        changes.safe(member("httpMethod"), was.httpMethod(), is.httpMethod(), BEHIND);
        changes.safe(member("uri"), was.uri(), is.uri(), BEHIND);
        changes.safe(member("connectionType"), was.connectionType(), is.connectionType(), BEHIND);
        changes.safe(member("connectionId"), was.connectionId(), is.connectionId(), BEHIND);
        changes.safe(member("credentials"), was.credentials(), is.credentials(), BEHIND);
        changes.safe(member("timeoutInMillis"), was.timeoutInMillis(), is.timeoutInMillis(), BEHIND);
        changes.safe(member("integrationTarget"), was.integrationTarget(), is.integrationTarget(), BEHIND);
        changes.safe(member("responseTransferMode"), was.responseTransferMode(), is.responseTransferMode(), BEHIND);
        changes.safe(
                member("tlsConfig"),
                Boolean.TRUE.equals(was.insecureSkipVerification()),
                Boolean.TRUE.equals(is.insecureSkipVerification()),
                BEHIND);
    }

    private void request(Integration was, Integration is) {
        changes.safeEntries(member("requestParameters"), was.requestParameters(), is.requestParameters(), BEHIND);
        changes.safeEntries(member("requestTemplates"), was.requestTemplates(), is.requestTemplates(), BEHIND);
        changes.value(
                member("passthroughBehavior"),
                was.passthroughBehavior(),
                is.passthroughBehavior(),
                (old, now) -> PASSTHROUGH.indexOf(now) > PASSTHROUGH.indexOf(old)
                        ? Verdict.breaking("bodies without a template for their media type may be refused now")
                        : Verdict.safe("more bodies pass without a template"));
        changes.safe(member("contentHandling"), was.contentHandling(), is.contentHandling(), BEHIND);
    }

    private void cache(String oldNamespace, Integration was, String newNamespace, Integration is) {
        changes.safe(member("cacheNamespace"), oldNamespace, newNamespace, BEHIND);
        changes.safe(
                member("cacheKeyParameters"),
                new HashSet<>(was.cacheKeyParameters()),
                new HashSet<>(is.cacheKeyParameters()),
                BEHIND);
    }

    /** A namespace that is the method's own resource means the default, whatever the id. */
    private static String namespace(Side side, Integration integration) {
        return integration.cacheNamespace().equals(side.resource().id()) ? "" : integration.cacheNamespace();
    }

    private void responses(Integration was, Integration is) {
        var old = byPattern(was);
        var now = byPattern(is);
        old.forEach((pattern, response) -> {
            var other = now.get(pattern);
            if (other == null) {
                changes.add(
                        member("integrationResponses"),
                        pattern,
                        Kind.REMOVED,
                        Verdict.breaking("answers that matched it are mapped otherwise now"));
            } else {
                response(pattern, response, other);
            }
        });
        now.forEach((pattern, _) -> {
            if (!old.containsKey(pattern)) {
                changes.add(
                        member("integrationResponses"),
                        pattern,
                        Kind.ADDED,
                        Verdict.safe("more answers are mapped by a rule of their own"));
            }
        });
    }

    private void response(
            String pattern, Entry<String, IntegrationResponse> was, Entry<String, IntegrationResponse> is) {
        String part = member("integrationResponses." + pattern);
        changes.value(
                part + ".statusCode",
                was.getKey(),
                is.getKey(),
                (old, now) -> Verdict.breaking("callers get " + now + " in place of " + old));
        changes.<@Nullable String>entries(
                part + ".responseParameters",
                was.getValue().responseParameters(),
                is.getValue().responseParameters(),
                (_, now) -> now == null
                        ? Verdict.breaking("the header is no longer sent")
                        : Verdict.safe("the header is filled otherwise"));
        changes.safeEntries(
                part + ".responseTemplates",
                was.getValue().responseTemplates(),
                is.getValue().responseTemplates(),
                "the body is made otherwise; its model says what callers may expect");
        changes.safe(
                part + ".contentHandling",
                was.getValue().contentHandling(),
                is.getValue().contentHandling(),
                "the body is converted otherwise");
    }

    private static Map<String, Entry<String, IntegrationResponse>> byPattern(Integration integration) {
        var byPattern = new TreeMap<String, Entry<String, IntegrationResponse>>();
        integration.responses().entrySet().forEach(entry -> {
            String pattern = entry.getValue().selectionPattern();
            byPattern.put(pattern == null || pattern.isEmpty() ? "default" : pattern, entry);
        });
        return byPattern;
    }

    private static String member(String name) {
        return PART + "." + name;
    }
}
