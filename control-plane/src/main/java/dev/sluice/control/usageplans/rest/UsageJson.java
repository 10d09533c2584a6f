package dev.sluice.control.usageplans.rest;

import dev.sluice.control.platform.values.Copies;
import dev.sluice.control.usageplans.UsageReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Usage on the wire.
 *
 * @param values by key id, for each day what was used and, under a quota, what remained; SDKs name it {@code items}
 */
public record UsageJson(
        String usagePlanId,
        String startDate,
        String endDate,
        @Nullable String position,
        Map<String, List<List<Long>>> values) {
    public UsageJson {
        values = Copies.of(values);
    }

    static UsageJson of(UsageReport report) {
        Map<String, List<List<Long>>> values = new LinkedHashMap<>();
        report.days()
                .forEach((key, days) ->
                        values.put(key, days.stream().map(UsageJson::pair).toList()));
        return new UsageJson(
                report.planId(), report.from().toString(), report.to().toString(), report.position(), values);
    }

    private static List<Long> pair(UsageReport.Day day) {
        return day.remaining() == null ? List.of(day.used()) : List.of(day.used(), day.remaining());
    }
}
