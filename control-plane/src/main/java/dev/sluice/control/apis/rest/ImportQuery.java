package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.openapi.imports.BasePathMode;
import dev.sluice.control.apis.openapi.imports.ImportMode;
import dev.sluice.control.apis.openapi.imports.ImportOptions;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.wire.Rule;
import dev.sluice.control.platform.wire.WireInput;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The query of an import: its {@code parameters} map comes as parameters of their own (management-api 1). */
record ImportQuery(MultivaluedMap<String, String> parameters) {
    private static final Rule MODE = Rule.oneOf("merge", "overwrite");
    private static final Set<String> ENDPOINT_TYPES = Set.of("EDGE", "REGIONAL", "PRIVATE");

    ImportMode mode() {
        String mode = parameters.getFirst("mode");
        if (mode == null || mode.isEmpty()) {
            return ImportMode.MERGE;
        }
        var input = WireInput.of("", new byte[0]);
        input.label("mode", mode, MODE);
        input.check();
        return ImportMode.valueOf(mode.toUpperCase(Locale.ROOT));
    }

    boolean failOnWarnings() {
        return "true".equalsIgnoreCase(parameters.getFirst("failonwarnings"));
    }

    ImportOptions options() {
        return new ImportOptions(
                failOnWarnings(),
                basePath(),
                "documentation".equals(parameters.getFirst("ignore")),
                endpointTypes(),
                list("vpcEndpointIds"));
    }

    private BasePathMode basePath() {
        String mode = parameters.getFirst("basepath");
        if (mode == null || mode.isEmpty()) {
            return BasePathMode.IGNORE;
        }
        return Arrays.stream(BasePathMode.values())
                .filter(each -> each.name().equalsIgnoreCase(mode))
                .findFirst()
                .orElseThrow(() -> ProblemException.badRequest(
                        "Invalid basepath specified. Valid options are ignore,prepend,split"));
    }

    private @Nullable List<String> endpointTypes() {
        List<String> types = list("endpointConfigurationTypes");
        if (types != null && !ENDPOINT_TYPES.containsAll(types)) {
            throw ProblemException.badRequest(
                    "Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE");
        }
        return types;
    }

    /** A comma list; null for none. */
    private @Nullable List<String> list(String name) {
        String values = parameters.getFirst(name);
        if (values == null || values.isEmpty()) {
            return null;
        }
        return Arrays.stream(values.split(",", -1)).map(String::strip).toList();
    }
}
