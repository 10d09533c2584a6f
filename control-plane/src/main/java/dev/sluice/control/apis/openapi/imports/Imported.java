package dev.sluice.control.apis.openapi.imports;

import dev.sluice.control.apis.RestApi;
import java.util.List;

/** An API after an import, and what its document was warned about. */
public record Imported(RestApi api, List<String> warnings) {
    public Imported {
        warnings = List.copyOf(warnings);
    }
}
