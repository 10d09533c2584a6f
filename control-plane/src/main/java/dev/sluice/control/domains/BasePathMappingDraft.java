package dev.sluice.control.domains;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.patch.PatchTable;
import dev.sluice.control.platform.patch.Refusal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mapping while a call fills or patches it. The empty base path is {@code (none)}, which as a stage means that the
 * caller's path names it (management-api 10). Clients spell the patch paths in two ways (management-api 6).
 */
public final class BasePathMappingDraft {
    static final String NONE = "(none)";

    static final PatchTable<BasePathMappingDraft> TABLE = PatchTable.<BasePathMappingDraft>refusing(Refusal.B)
            .replace("/basepath", (draft, patch) -> draft.basePath(patch.textOrNull()))
            .replace("/basePath", (draft, patch) -> draft.basePath(patch.textOrNull()))
            .replace("/restapiId", (draft, patch) -> draft.apiId = patch.text())
            .replace("/restApiId", (draft, patch) -> draft.apiId = patch.text())
            .replace("/stage", (draft, patch) -> draft.stage(patch.textOrNull()))
            .build();

    private static final int MAX_LENGTH = 300;
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9 $_.+!*'()-]+");

    private String basePath = NONE;
    private String apiId;
    private @Nullable String stage;

    public BasePathMappingDraft(@Nullable String basePath, String apiId, @Nullable String stage) {
        this.apiId = apiId;
        basePath(basePath);
        stage(stage);
    }

    BasePathMappingDraft(BasePathMapping mapping) {
        this.basePath = mapping.basePath();
        this.apiId = mapping.apiId();
        this.stage = mapping.stage();
    }

    String basePath() {
        return basePath;
    }

    String apiId() {
        return apiId;
    }

    @Nullable
    String stage() {
        return stage;
    }

    private void basePath(@Nullable String changed) {
        if (changed == null || changed.isEmpty()) {
            this.basePath = NONE;
            return;
        }
        if (changed.contains("/")) {
            throw ProblemException.badRequest("API Gateway V1 doesn't support the slash character (/) in base path"
                    + " mappings. To create a multi-level base path mapping, use API Gateway V2.");
        }
        if (changed.length() > MAX_LENGTH || !LEGAL.matcher(changed).matches()) {
            throw ProblemException.badRequest(
                    "Invalid base path specified. It has at most 300 letters, digits, spaces and characters of"
                            + " $-_.+!*'()");
        }
        this.basePath = changed;
    }

    private void stage(@Nullable String changed) {
        this.stage = changed == null || changed.isEmpty() || changed.equals(NONE) ? null : changed;
    }
}
