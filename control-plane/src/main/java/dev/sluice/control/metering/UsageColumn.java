package dev.sluice.control.metering;

import dev.sluice.control.platform.errors.ProblemException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What metered calls are told apart by, in the order of lists. */
public enum UsageColumn {
    DAY("day", "day"),
    TENANT("tenantId", "tenant_id"),
    API("restApiId", "api_id"),
    STAGE("stage", "stage_name"),
    KEY("keyId", "key_id");

    private static final SortedSet<UsageColumn> ALL =
            Collections.unmodifiableSortedSet(new TreeSet<>(EnumSet.allOf(UsageColumn.class)));

    private final String label;
    private final String column;

    UsageColumn(String label, String column) {
        this.label = label;
        this.column = column;
    }

    /** The name on the wire. */
    public String label() {
        return label;
    }

    String column() {
        return column;
    }

    /**
     * Reads names that are separated by commas.
     *
     * @param names all columns when null or empty
     */
    public static SortedSet<UsageColumn> parse(@Nullable String names) {
        if (names == null || names.isEmpty()) {
            return ALL;
        }
        SortedSet<UsageColumn> columns = new TreeSet<>();
        for (String name : List.of(names.split(",", -1))) {
            columns.add(Arrays.stream(values())
                    .filter(each -> each.label.equals(name))
                    .findFirst()
                    .orElseThrow(UsageColumn::unknown));
        }
        return Collections.unmodifiableSortedSet(columns);
    }

    private static ProblemException unknown() {
        return ProblemException.badRequest("Invalid groupBy specified, must be any of "
                + ALL.stream().map(UsageColumn::label).collect(Collectors.joining(", ")) + " separated by commas");
    }
}
