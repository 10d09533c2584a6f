package dev.sluice.control.apikeys;

import java.util.List;

/**
 * A row of a file of API keys.
 *
 * @param row its number, from 1 for the first after the header
 * @param enabled as written; empty for the default, which is true
 * @param planIds the usage plans that it joins
 */
public record ImportedKey(
        int row, String name, ApiKeyValue value, String description, String enabled, List<String> planIds) {
    public ImportedKey {
        planIds = List.copyOf(planIds);
    }
}
