package dev.sluice.control.apis.definition;

import dev.sluice.control.apis.RestApi;
import dev.sluice.control.apis.RestApiDraft;
import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.RestApiSettings;
import dev.sluice.control.apis.RestApis;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.permissions.Permissions;
import jakarta.inject.Singleton;
import java.util.function.Function;

/** Makes an API that says what another one says now; nothing ties the two afterwards. */
@Singleton
public class ApiCopies {
    private final RestApis apis;
    private final ApiDefinitions definitions;
    private final Permissions permissions;

    ApiCopies(RestApis apis, ApiDefinitions definitions, Permissions permissions) {
        this.apis = apis;
        this.definitions = definitions;
        this.permissions = permissions;
    }

    /**
     * Copies an API of the tenant, whole. The copy shows all of it, so the caller has to be allowed to read it.
     *
     * @param settings of the copy, from those of the source
     */
    public RestApi create(RestApiId sourceId, Function<RestApiSettings, RestApiDraft> settings) {
        permissions.require("apigateway:GET", "/restapis/" + sourceId);
        var source = apis.requireLocked(sourceId, ApiCopies::unknown);
        var definition = definitions.read(source);
        var copy = apis.create(settings.apply(definition.settings()));
        definitions.write(copy, new Renaming(source, copy).of(definition));
        return copy;
    }

    /** CreateRestApi declares no NotFoundException (management-api-operations); the text is that of such a 400. */
    private static ProblemException unknown() {
        return ProblemException.badRequest("Invalid REST API identifier specified");
    }
}
