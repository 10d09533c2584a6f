package dev.sluice.control.apikeys;

import dev.sluice.control.platform.data.TenantLock;
import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.permissions.Permissions;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * ImportApiKeys: each row makes a key, or overwrites the tenant's key of the same value (management-api 8). What a row
 * cannot do is a warning, and the other rows go on; what the caller is not allowed to do refuses them all.
 */
@Singleton
public class ApiKeyImport {
    private static final int ROWS_AT_ONCE = 100;
    private static final int WARNINGS_IN_REFUSAL = 10;

    private final ApiKeys keys;
    private final KeyPlans plans;
    private final TenantLock lock;
    private final EntityManager entities;
    private final Permissions permissions;

    ApiKeyImport(ApiKeys keys, KeyPlans plans, TenantLock lock, EntityManager entities, Permissions permissions) {
        this.keys = keys;
        this.plans = plans;
        this.lock = lock;
        this.entities = entities;
        this.permissions = permissions;
    }

    /**
     * Takes the rows in their order.
     *
     * @param failOnWarnings whether a warning refuses them all
     */
    public Result take(List<ImportedKey> rows, boolean failOnWarnings) {
        long before = keys.countLocked();
        lock.take(KeyPlans.LOCK);
        Set<String> ids = new LinkedHashSet<>();
        Map<String, ApiKey> changed = new LinkedHashMap<>();
        int made = 0;
        List<String> warnings = new ArrayList<>();
        for (ImportedKey row : rows) {
            try {
                var present = keys.lockedHolder(row.value().checked());
                if (present.isPresent() && !ids.contains(present.get().id())) {
                    permissions.require(
                            "apigateway:PATCH", "/apikeys/" + present.get().id());
                }
                ApiKey key = present.isPresent() ? overwrite(present.get(), row) : add(row, before + made);
                if (present.isEmpty()) {
                    made++;
                }
                ids.add(key.id());
                join(key, row, warnings);
                changed.put(key.id(), key);
            } catch (ProblemException refused) {
                warnings.add(warning(row, refused));
            }
            if (row.row() % ROWS_AT_ONCE == 0) {
                publish(changed);
                // Each flush looks at every row that the session holds: without this the time grows with the square.
                entities.flush();
                entities.clear();
            }
        }
        publish(changed);
        if (failOnWarnings && !warnings.isEmpty()) {
            throw ProblemException.badRequest("Warnings found during import: "
                    + String.join("; ", warnings.subList(0, Math.min(WARNINGS_IN_REFUSAL, warnings.size()))));
        }
        return new Result(List.copyOf(ids), warnings);
    }

    private void publish(Map<String, ApiKey> changed) {
        if (!changed.isEmpty()) {
            keys.publish(changed.values());
            changed.clear();
        }
    }

    private ApiKey add(ImportedKey row, long present) {
        keys.requireRoom(present);
        var draft = new ApiKeyDraft();
        fill(draft, row);
        return keys.add(draft, row.value());
    }

    private static ApiKey overwrite(ApiKey key, ImportedKey row) {
        var draft = new ApiKeyDraft(key.settings());
        fill(draft, row);
        key.change(draft.build());
        return key;
    }

    private static void fill(ApiKeyDraft draft, ImportedKey row) {
        draft.name(row.name());
        draft.description(row.description());
        draft.enabled(
                switch (row.enabled().toLowerCase(Locale.ROOT)) {
                    case "", "true" -> true;
                    case "false" -> false;
                    default -> throw ProblemException.badRequest("Invalid value for enabled, must be true or false");
                });
    }

    private void join(ApiKey key, ImportedKey row, List<String> warnings) {
        for (String plan : row.planIds()) {
            try {
                permissions.require("apigateway:POST", "/usageplans/" + plan + "/keys");
                plans.add(key, plan);
            } catch (ProblemException refused) {
                warnings.add(warning(row, refused));
            }
        }
    }

    /** What the row could not do; a denial is thrown on. */
    private static String warning(ImportedKey row, ProblemException refused) {
        if (refused.problem() instanceof Problem.AccessDenied) {
            throw refused;
        }
        return "Row " + row.row() + ": " + refused.problem().message();
    }

    /** The ids of the keys that were made or overwritten, and what could not be done. */
    public record Result(List<String> ids, List<String> warnings) {
        public Result {
            ids = List.copyOf(ids);
            warnings = List.copyOf(warnings);
        }
    }
}
