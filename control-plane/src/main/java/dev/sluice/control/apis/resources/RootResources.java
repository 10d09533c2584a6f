package dev.sluice.control.apis.resources;

import dev.sluice.control.apis.ApiPart;
import dev.sluice.control.apis.RestApi;
import jakarta.inject.Singleton;

/** Gives every new API its root resource. */
@Singleton
final class RootResources implements ApiPart {
    private final ResourceRepository repository;

    RootResources(ResourceRepository repository) {
        this.repository = repository;
    }

    @Override
    public void created(RestApi api) {
        repository.persistAndFlush(Resource.rootOf(api));
    }
}
