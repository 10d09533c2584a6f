package dev.sluice.control.domains;

import dev.sluice.control.apis.ApiPart;
import dev.sluice.control.apis.RestApi;
import dev.sluice.control.apis.RestApiSettings;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.values.Excerpt;
import dev.sluice.control.stages.Stage;
import dev.sluice.control.stages.StagePart;
import jakarta.inject.Singleton;

/**
 * Keeps what a domain name leads to: while mapped, APIs and stages are not deleted (management-api 11), and an API does
 * not become private or public, as a private domain name leads to private APIs and a public one to public APIs.
 */
@Singleton
class MappedTargets implements ApiPart, StagePart {
    private final BasePathMappingRepository mappings;

    MappedTargets(BasePathMappingRepository mappings) {
        this.mappings = mappings;
    }

    @Override
    public void changing(RestApi api, RestApiSettings after) {
        boolean willBePrivate = after.endpointConfiguration().isPrivate();
        if (api.settings().endpointConfiguration().isPrivate() != willBePrivate) {
            String move = "Making RestApi " + api.id() + (willBePrivate ? " private" : " public");
            refuseIfAny(move, "RestApi", mappings.domainsOf(api.id().value()));
        }
    }

    @Override
    public void deleting(RestApi api) {
        refuseIfAny(
                "Deleting RestApi " + api.id(),
                "RestApi",
                mappings.domainsOf(api.id().value()));
    }

    @Override
    public void deleting(Stage stage) {
        var name = stage.key();
        refuseIfAny("Deleting stage " + name.name(), "stage", mappings.domainsOf(name.apiId(), name.name()));
    }

    private static void refuseIfAny(String change, String kind, Excerpt domains) {
        if (!domains.isEmpty()) {
            throw ProblemException.badRequest(change + " failed. Please remove all base path mappings related to the "
                    + kind + " in your domains: " + domains);
        }
    }
}
