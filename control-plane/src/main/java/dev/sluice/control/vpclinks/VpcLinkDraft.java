package dev.sluice.control.vpclinks;

import dev.sluice.aws.arn.Arn;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.patch.PatchTable;
import dev.sluice.control.platform.patch.Refusal;
import dev.sluice.control.platform.values.Tags;
import dev.sluice.control.platform.values.Texts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A VPC link while a call fills or patches it; each setter holds the rule of its member. */
public final class VpcLinkDraft {
    static final PatchTable<VpcLinkDraft> PATCHES = PatchTable.<VpcLinkDraft>refusing(Refusal.B)
            .replace("/name", (link, patch) -> link.name(patch.text()))
            .replace("/description", (link, patch) -> link.description(patch.textOrNull()))
            .build();

    private static final int MAX_TEXT = 1024;

    private String name;
    private @Nullable String description;
    private final List<String> targetArns;
    private Map<String, String> tags = Map.of();

    /** A new link; the targets never change. */
    public VpcLinkDraft(String name, List<String> targetArns) {
        this.name = checkedName(name);
        this.targetArns = checkedTargets(targetArns);
    }

    VpcLinkDraft(VpcLinkSettings settings) {
        this.name = settings.name();
        this.description = settings.description();
        this.targetArns = settings.targetArns();
        this.tags = settings.tags();
    }

    VpcLinkSettings build() {
        return new VpcLinkSettings(name, description, targetArns, tags);
    }

    void name(String changed) {
        this.name = checkedName(changed);
    }

    public void description(@Nullable String changed) {
        Texts.requireAtMost(MAX_TEXT, "Description", changed);
        this.description = changed;
    }

    public void tags(Map<String, String> changed) {
        this.tags = Tags.checked(changed);
    }

    private static String checkedName(String name) {
        if (name.isEmpty()) {
            throw ProblemException.badRequest("Name cannot be empty");
        }
        Texts.requireAtMost(MAX_TEXT, "Name", name);
        return name;
    }

    private static List<String> checkedTargets(List<String> arns) {
        arns.forEach(VpcLinkDraft::requireArn);
        if (arns.isEmpty()) {
            throw ProblemException.badRequest("No target arn specified for vpc link.");
        }
        if (arns.size() > 1) {
            throw ProblemException.badRequest("More than one target arn specified for vpc link.");
        }
        return List.copyOf(arns);
    }

    /** management-api 3: that it names a load balancer is not checked, nor that there is one. */
    private static void requireArn(String text) {
        try {
            Arn.parse(text);
        } catch (IllegalArgumentException _) {
            throw ProblemException.badRequest("Invalid ARN. ARN is not well formed " + text);
        }
    }
}
