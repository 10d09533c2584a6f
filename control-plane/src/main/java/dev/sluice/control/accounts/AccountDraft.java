package dev.sluice.control.accounts;

import dev.sluice.aws.arn.Arn;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.patch.Patch;
import dev.sluice.control.platform.patch.PatchOperation.Op;
import dev.sluice.control.platform.patch.PatchTable;
import dev.sluice.control.platform.patch.Refusal;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An account while UpdateAccount patches it (management-api 6). */
final class AccountDraft {
    private static final Set<Op> FEATURE = Set.of(Op.ADD, Op.REMOVE);
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final Pattern ROLE = Pattern.compile("role/[!-~]{1,576}");

    static final PatchTable<AccountDraft> PATCHES = PatchTable.<AccountDraft>refusing(Refusal.B)
            .replace("/cloudwatchRoleArn", (draft, patch) -> draft.role(patch.value()))
            .on("/features", FEATURE, (_, patch) -> feature(patch))
            .on("/features/-", FEATURE, (_, patch) -> feature(patch))
            .build();

    private @Nullable String cloudwatchRoleArn;

    AccountDraft(@Nullable String cloudwatchRoleArn) {
        this.cloudwatchRoleArn = cloudwatchRoleArn;
    }

    @Nullable
    String cloudwatchRoleArn() {
        return cloudwatchRoleArn;
    }

    /** A missing value clears it; an empty one is no ARN. */
    private void role(@Nullable String arn) {
        if (arn != null && !isRole(arn)) {
            throw ProblemException.badRequest("The role ARN is not well formed");
        }
        this.cloudwatchRoleArn = arn;
    }

    private static boolean isRole(String text) {
        try {
            var arn = Arn.parse(text);
            return arn.service().equals("iam")
                    && arn.region().isEmpty()
                    && ACCOUNT.matcher(arn.account()).matches()
                    && ROLE.matcher(arn.resource()).matches();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static void feature(Patch patch) {
        if (!patch.text().equals(Account.USAGE_PLANS)) {
            throw ProblemException.badRequest(
                    "Invalid feature specified. Valid options are [" + Account.USAGE_PLANS + "]");
        }
        if (patch.op() == Op.REMOVE) {
            throw ProblemException.badRequest("Feature " + Account.USAGE_PLANS + " cannot be removed");
        }
    }
}
