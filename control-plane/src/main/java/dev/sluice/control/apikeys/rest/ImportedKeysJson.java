package dev.sluice.control.apikeys.rest;

import dev.sluice.control.apikeys.ApiKeyImport;
import java.util.List;

/** The answer of ImportApiKeys. */
public record ImportedKeysJson(List<String> ids, List<String> warnings) {
    public ImportedKeysJson {
        ids = List.copyOf(ids);
        warnings = List.copyOf(warnings);
    }

    static ImportedKeysJson of(ApiKeyImport.Result result) {
        return new ImportedKeysJson(result.ids(), result.warnings());
    }
}
