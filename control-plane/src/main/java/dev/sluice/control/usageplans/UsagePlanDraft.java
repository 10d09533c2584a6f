package dev.sluice.control.usageplans;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.values.Tags;
import dev.sluice.control.stages.StageName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** A usage plan while a call fills or patches it; each setter holds the rule of its member. */
public final class UsagePlanDraft {
    private static final int MAX_TEXT = 1024;

    private String name;
    private @Nullable String description;
    private @Nullable String productCode;
    private Throttle throttle = Throttle.UNSET;
    private @Nullable Integer quotaLimit;
    private @Nullable Integer quotaOffset;
    private @Nullable QuotaPeriod quotaPeriod;
    private Map<String, String> tags = Map.of();
    private final SequencedMap<StageName, MethodThrottles> stages = new LinkedHashMap<>();

    /** A new plan with every default. */
    public UsagePlanDraft(String name) {
        this.name = checkedName(name);
    }

    UsagePlanDraft(PlanDetails details) {
        var settings = details.plan().settings();
        this.name = settings.name();
        this.description = settings.description();
        this.productCode = settings.productCode();
        this.tags = settings.tags();
        if (settings.throttle() != null) {
            this.throttle = settings.throttle();
        }
        if (settings.quota() != null) {
            quota(
                    settings.quota().limit(),
                    settings.quota().offset(),
                    settings.quota().period());
        }
        details.stages().forEach(stage -> stages.put(stage.stage(), new MethodThrottles(stage.throttles())));
    }

    /** The settings, once the parts of the quota make a whole. */
    UsagePlanSettings settings() {
        return new UsagePlanSettings(
                name, description, throttle.equals(Throttle.UNSET) ? null : throttle, quota(), productCode, tags);
    }

    private @Nullable Quota quota() {
        if (quotaLimit == null && quotaOffset == null && quotaPeriod == null) {
            return null;
        }
        if (quotaLimit == null || quotaPeriod == null) {
            throw ProblemException.badRequest("Usage Plan quota limit and period must be specified");
        }
        return new Quota(quotaLimit, quotaOffset == null ? 0 : quotaOffset, quotaPeriod);
    }

    public void name(String changed) {
        this.name = checkedName(changed);
    }

    public void description(@Nullable String changed) {
        this.description = bounded("Description", changed);
    }

    public void productCode(@Nullable String changed) {
        this.productCode = bounded("Product code", changed);
    }

    public void tags(Map<String, String> changed) {
        this.tags = Tags.checked(changed);
    }

    public void throttle(Throttle changed) {
        this.throttle = changed;
    }

    Throttle throttle() {
        return throttle;
    }

    /** All parts of the quota; null for those that are not said. */
    public void quota(@Nullable Integer limit, @Nullable Integer offset, @Nullable QuotaPeriod period) {
        this.quotaLimit = limit;
        this.quotaOffset = offset;
        this.quotaPeriod = period;
    }

    void quotaLimit(int changed) {
        this.quotaLimit = changed;
    }

    void quotaOffset(int changed) {
        this.quotaOffset = changed;
    }

    void quotaPeriod(QuotaPeriod changed) {
        this.quotaPeriod = changed;
    }

    /** The stages and the limits of their methods, in order. Whether a stage exists is the door's concern. */
    public SequencedMap<StageName, MethodThrottles> stages() {
        return stages;
    }

    private static @Nullable String bounded(String member, @Nullable String text) {
        if (text != null && text.length() > MAX_TEXT) {
            throw ProblemException.badRequest(member + " must have at most " + MAX_TEXT + " characters");
        }
        return text;
    }

    private static String checkedName(String name) {
        if (name.isEmpty()) {
            throw ProblemException.badRequest("Name cannot be empty");
        }
        bounded("Name", name);
        return name;
    }
}
