package dev.sluice.control.documentation;

import dev.sluice.control.apis.RestApi;
import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.RestApis;
import dev.sluice.control.apis.documentation.DocumentationParts;
import dev.sluice.control.apis.items.ApiItems;
import dev.sluice.control.apis.items.DocumentationVersionDefinition;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.patch.PatchTable;
import dev.sluice.control.platform.patch.Refusal;
import dev.sluice.control.platform.permissions.Permissions;
import dev.sluice.control.stages.StageName;
import dev.sluice.control.stages.Stages;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The documentation versions of the current tenant's APIs. A version keeps its parts; only its description changes. */
@Singleton
public class DocumentationVersions {
    private static final int MAX_PER_API = 500;
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9 ._+:@-]{1,64}");

    private static final PatchTable<Draft> PATCHES = PatchTable.<Draft>refusing(Refusal.B)
            .replace("/description", (draft, patch) -> draft.description = patch.textOrNull())
            .build();

    private final RestApis apis;
    private final DocumentationParts parts;
    private final ApiItems items;
    private final Stages stages;
    private final Permissions permissions;

    DocumentationVersions(
            RestApis apis, DocumentationParts parts, ApiItems items, Stages stages, Permissions permissions) {
        this.apis = apis;
        this.parts = parts;
        this.items = items;
        this.stages = stages;
        this.permissions = permissions;
    }

    /**
     * Copies the parts as they are now, and has the stage show the copy when one is named, which takes the right to
     * change that stage.
     */
    public DocumentationVersionDefinition create(RestApiId id, NewVersion wanted) {
        if (wanted.stageName() != null) {
            permissions.require("apigateway:PATCH", "/restapis/" + id + "/stages/" + wanted.stageName());
        }
        RestApi api = apis.requireLocked(id);
        requireRoom(id, wanted.version());
        var version = new DocumentationVersionDefinition(
                wanted.version(), wanted.description(), Instant.now().truncatedTo(ChronoUnit.MICROS), parts.all(api));
        items.put(id, DocumentationVersionDefinition.KIND, version.version(), version);
        if (wanted.stageName() != null) {
            stages.update(new StageName(id.value(), wanted.stageName()), List.of(showing(wanted.version())));
        }
        return version;
    }

    /** In order of creation, without the parts. */
    public Page<DocumentationVersionDefinition> list(RestApiId api, PageRequest request) {
        apis.require(api);
        return items.pageWithout(
                api, DocumentationVersionDefinition.KIND, request, DocumentationVersionDefinition.PARTS);
    }

    public DocumentationVersionDefinition require(RestApiId api, String version) {
        return apis.find(api).flatMap(_ -> find(api, version)).orElseThrow(DocumentationVersions::unknown);
    }

    public DocumentationVersionDefinition update(RestApiId api, String version, List<PatchOperation> operations) {
        apis.requireLocked(api, DocumentationVersions::unknown);
        var former = find(api, version).orElseThrow(DocumentationVersions::unknown);
        var draft = new Draft(former.description());
        PATCHES.apply(draft, operations);
        var changed =
                new DocumentationVersionDefinition(version, draft.description, former.createdAt(), former.parts());
        items.put(api, DocumentationVersionDefinition.KIND, version, changed);
        return changed;
    }

    /** A stage that shows the version goes on naming it; AWS says nothing about such a stage. */
    public void delete(RestApiId api, String version) {
        apis.requireLocked(api);
        var former = find(api, version).orElseThrow(DocumentationVersions::unknown);
        items.remove(api, DocumentationVersionDefinition.KIND, former.version());
    }

    private void requireRoom(RestApiId api, String version) {
        if (!isLegal(version)) {
            throw ProblemException.badRequest(
                    "Documentation version must have 1 to 64 characters of a-zA-Z0-9 ._+:@- and be no dots alone");
        }
        if (find(api, version).isPresent()) {
            throw ProblemException.conflict("Documentation version already exists for this REST API");
        }
        if (items.count(api, DocumentationVersionDefinition.KIND) >= MAX_PER_API) {
            throw ProblemException.limitExceeded(
                    "Maximum number of documentation versions for this API has been reached: " + MAX_PER_API);
        }
    }

    private static PatchOperation showing(String version) {
        return new PatchOperation(PatchOperation.Op.REPLACE, "/documentationVersion", version, null);
    }

    private Optional<DocumentationVersionDefinition> find(RestApiId api, String version) {
        return isLegal(version) ? items.find(api, DocumentationVersionDefinition.KIND, version) : Optional.empty();
    }

    /** One or two dots could not be told from a step in a path. */
    private static boolean isLegal(String version) {
        return LEGAL.matcher(version).matches() && !version.equals(".") && !version.equals("..");
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("Invalid Documentation version specified");
    }

    /** A version while operations change it. */
    private static final class Draft {
        private @Nullable String description;

        Draft(@Nullable String description) {
            this.description = description;
        }
    }
}
