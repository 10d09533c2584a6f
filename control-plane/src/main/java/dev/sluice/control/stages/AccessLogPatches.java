package dev.sluice.control.stages;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.patch.Patch;
import dev.sluice.control.stages.StageSettings.AccessLogSettings;
import java.util.regex.Pattern;

/** What UpdateStage does to the access log of a stage (management-api 7). */
final class AccessLogPatches {
    private static final int MAX_FORMAT = 3 * 1024;
    private static final Pattern REQUEST_ID = Pattern.compile("\\$context\\.(requestId|extendedRequestId)\\b");

    private AccessLogPatches() {}

    static void destination(StageDraft stage, Patch patch) {
        stage.accessLogSettings(new AccessLogSettings(of(stage).format(), value(patch)));
    }

    static void format(StageDraft stage, Patch patch) {
        stage.accessLogSettings(
                new AccessLogSettings(checked(value(patch)), of(stage).destinationArn()));
    }

    static boolean remove(StageDraft stage) {
        boolean removed = stage.accessLogSettings() != null;
        stage.accessLogSettings(null);
        return removed;
    }

    static ProblemException unknownPath() {
        return ProblemException.badRequest("Invalid accessLogSettings path. Must be one of :"
                + " [/accessLogSettings/destinationArn, /accessLogSettings/format]");
    }

    private static AccessLogSettings of(StageDraft stage) {
        var settings = stage.accessLogSettings();
        return settings == null ? new AccessLogSettings(null, null) : settings;
    }

    private static String value(Patch patch) {
        if (patch.text().isEmpty()) {
            throw ProblemException.badRequest("Access Log value must not be empty");
        }
        return patch.text();
    }

    /** observability 4.1. */
    private static String checked(String format) {
        if (format.length() > MAX_FORMAT) {
            throw ProblemException.badRequest("Access Log format must have at most " + MAX_FORMAT + " characters");
        }
        if (format.stripTrailing().lines().count() > 1) {
            throw ProblemException.badRequest("Access Log format must be single line, new line character is allowed"
                    + " only at end of the format: '" + format + "'");
        }
        if (!REQUEST_ID.matcher(format).find()) {
            throw ProblemException.badRequest("Access Log format must include either $context.requestId or"
                    + " $context.extendedRequestId : '" + format + "'");
        }
        return format;
    }
}
