package dev.sluice.control.apis.frozen;

import dev.sluice.control.apis.RestApi;
import dev.sluice.control.apis.definition.ApiDefinition;
import dev.sluice.control.apis.definition.ApiDefinitions;
import dev.sluice.control.apis.definition.LargeApiTurn;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Freezes APIs and keeps the copies, one per deployment. */
@Singleton
public class FrozenApis {
    private final ApiDefinitions definitions;
    private final FrozenApiRepository repository;
    private final Deployability deployability;
    private final LargeApiTurn turn;

    FrozenApis(
            ApiDefinitions definitions,
            FrozenApiRepository repository,
            Deployability deployability,
            LargeApiTurn turn) {
        this.definitions = definitions;
        this.repository = repository;
        this.deployability = deployability;
        this.turn = turn;
    }

    /** Copies the API as it is now and keeps the copy; the caller holds the API's row lock. */
    public ApiDefinition freeze(RestApi api, String deploymentId) {
        var copy = definitions.read(api);
        deployability.require(api.id(), copy);
        repository.persistAndFlush(new FrozenApiRow(new FrozenApiKey(api.id().value(), deploymentId), copy));
        return copy;
    }

    public Optional<ApiDefinition> find(FrozenApiKey key) {
        turn.await(repository.bytes(key));
        return repository.findByIdOptional(key).map(FrozenApiRow::document);
    }

    public boolean exists(FrozenApiKey key) {
        return repository.count("apiId = ?1 and deploymentId = ?2", key.apiId(), key.deploymentId()) > 0;
    }

    public void delete(FrozenApiKey key) {
        repository.deleteById(key);
    }
}
