package dev.sluice.control.apis.openapi.imports;

import dev.sluice.control.apis.items.ThrottleDefinition.Limit;
import dev.sluice.control.apis.openapi.document.DocumentObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The paths of a document as resources with their methods. */
final class Paths {
    private static final Map<String, String> VERBS = Map.of(
            "get", "GET",
            "put", "PUT",
            "post", "POST",
            "delete", "DELETE",
            "options", "OPTIONS",
            "head", "HEAD",
            "patch", "PATCH",
            "x-amazon-apigateway-any-method", "ANY");

    private final ApiDraft draft;
    private final Operations operations;
    private final Descriptions descriptions;
    private final List<String> prefix;
    private final StoredSize stored = new StoredSize();

    /**
     * @param prefix segments that stand before each path
     */
    Paths(ApiDraft draft, Operations operations, Descriptions descriptions, List<String> prefix) {
        this.draft = draft;
        this.operations = operations;
        this.descriptions = descriptions;
        this.prefix = prefix;
    }

    void read(DocumentObject document) {
        document.objects("paths").forEach((path, item) -> {
            if (path.startsWith("/")) {
                read(PathText.joined(prefix, PathText.segments(path)), item);
            } else if (!path.startsWith("x-")) {
                document.findings().error("Resource '" + path + "' should start with /");
            }
        });
    }

    private void read(List<String> path, DocumentObject item) {
        String text = PathText.of(path);
        String resource = Site.attempt(
                item.findings(),
                "Unable to create resource at path '" + text + "'",
                () -> draft.resources.require(path));
        if (resource == null) {
            return;
        }
        descriptions.ofResource(text, item);
        draft.throttle(resource, null, ThrottleReader.read(item));
        List<DocumentObject> shared = item.list("parameters");
        for (String member : item.members()) {
            String verb = VERBS.get(member);
            DocumentObject operation = verb == null ? null : item.object(member);
            if (verb != null && operation != null) {
                var method = operations.read(operation, shared, path, new Site(text, verb, resource, item.findings()));
                if (method != null) {
                    stored.add(method);
                    draft.methods
                            .computeIfAbsent(resource, _ -> new TreeMap<>())
                            .put(verb, method);
                    // The operation says all of its method: what it leaves out is not there.
                    List<Limit> limits = ThrottleReader.read(operation);
                    draft.throttle(resource, verb, limits == null ? List.of() : limits);
                }
            }
        }
    }
}
