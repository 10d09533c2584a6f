package dev.sluice.control.apikeys;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.values.Tags;
import dev.sluice.control.platform.values.Texts;
import dev.sluice.control.stages.StageName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An API key's settings while a call fills or patches them; each setter holds the rule of its member. */
public final class ApiKeyDraft {
    private static final int MAX_NAME = 1024;
    private static final int MAX_DESCRIPTION = 125_000;
    private static final int MAX_CUSTOMER_ID = 1024;
    private static final int MAX_STAGES = 100;
    private static final int MAX_LABELS = 50;

    private final Set<String> stageKeys = new LinkedHashSet<>();
    private final Set<String> labels = new LinkedHashSet<>();
    private @Nullable String name;
    private @Nullable String description;
    private @Nullable String customerId;
    private boolean enabled;
    private Map<String, String> tags = Map.of();

    /** A new key with every default. */
    public ApiKeyDraft() {}

    ApiKeyDraft(ApiKeySettings settings) {
        this.name = settings.name();
        this.description = settings.description();
        this.customerId = settings.customerId();
        this.enabled = settings.enabled();
        this.stageKeys.addAll(settings.stageKeys());
        this.labels.addAll(settings.labels());
        this.tags = settings.tags();
    }

    ApiKeySettings build() {
        return new ApiKeySettings(
                name, description, customerId, enabled, List.copyOf(stageKeys), List.copyOf(labels), tags);
    }

    /** The empty name counts as none; names need not be unique. */
    public void name(@Nullable String changed) {
        if (changed != null && changed.length() > MAX_NAME) {
            throw ProblemException.badRequest("Invalid API Key name, can be at most 1024 characters.");
        }
        this.name = Texts.filled(changed);
    }

    public void description(@Nullable String changed) {
        if (changed != null && changed.length() > MAX_DESCRIPTION) {
            throw ProblemException.badRequest("Invalid API Key description specified.");
        }
        this.description = Texts.filled(changed);
    }

    public void customerId(@Nullable String changed) {
        if (changed != null && changed.length() > MAX_CUSTOMER_ID) {
            throw ProblemException.badRequest("Invalid customer identifier, can be at most 1024 characters.");
        }
        this.customerId = Texts.filled(changed);
    }

    public void enabled(boolean changed) {
        this.enabled = changed;
    }

    public void tags(Map<String, String> changed) {
        this.tags = Tags.checked(changed);
    }

    /** Names a stage; a stage that is not there, or not the tenant's, is refused. */
    void addStage(StageName stage, Predicate<StageName> exists) {
        if (!exists.test(stage)) {
            throw unknownStage();
        }
        stageKeys.add(text(stage));
        if (stageKeys.size() > MAX_STAGES) {
            throw ProblemException.limitExceeded("An API Key may name at most " + MAX_STAGES + " stages");
        }
    }

    void removeStage(StageName stage) {
        if (!stageKeys.remove(text(stage))) {
            throw unknownStage();
        }
    }

    void removeStagesOf(RestApiId api) {
        String start = text(new StageName(api.value(), ""));
        stageKeys.removeIf(stage -> stage.startsWith(start));
    }

    void addLabel(String label) {
        if (label.isEmpty()) {
            throw ProblemException.badRequest("Invalid API Key label specified.");
        }
        labels.add(label);
        if (labels.size() > MAX_LABELS) {
            throw ProblemException.limitExceeded("An API Key may have at most " + MAX_LABELS + " labels");
        }
    }

    void removeLabel(String label) {
        if (!labels.remove(label)) {
            throw ProblemException.notFound("Invalid API Key label specified.");
        }
    }

    /** management-api 8: how answers write a stage of a key. */
    static String text(StageName stage) {
        return stage.apiId() + "/" + stage.name();
    }

    private static ProblemException unknownStage() {
        return ProblemException.notFound("Invalid stage identifier specified");
    }
}
