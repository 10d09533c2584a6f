package dev.sluice.control.stages;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.tenants.Limit;
import dev.sluice.control.tenants.TenantLimits;
import java.util.Map;
import java.util.regex.Pattern;

/** The rules of stage variables (management-api 7, rest-api-runtime 17). */
public final class StageVariables {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,64}");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._~:/?#&=,-]{1,512}");

    private StageVariables() {}

    /** The same variables; refuses those that break a rule. */
    public static Map<String, String> checked(Map<String, String> variables) {
        variables.forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                throw ProblemException.badRequest("Invalid stage variable name: " + name
                        + ". Please use up to 64 alphanumeric characters and underscores.");
            }
            if (!VALUE.matcher(value).matches()) {
                throw ProblemException.badRequest("Invalid stage variable value: " + value
                        + ". Please use up to 512 characters of the following: A-Za-z0-9-._~:/?#&=,");
            }
        });
        return variables;
    }

    /** The same variables; refuses more than a tenant's stage may have. */
    public static Map<String, String> counted(Map<String, String> variables, TenantLimits limits) {
        int most = limits.of(Limit.STAGE_VARIABLES);
        if (variables.size() > most) {
            throw ProblemException.badRequest("A stage cannot have more than " + most + " stage variables");
        }
        return variables;
    }
}
