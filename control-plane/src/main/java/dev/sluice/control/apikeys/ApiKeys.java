package dev.sluice.control.apikeys;

import dev.sluice.control.platform.data.TenantLock;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.RandomIds;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.patch.PatchTable;
import dev.sluice.control.stages.StageName;
import dev.sluice.control.stages.Stages;
import dev.sluice.control.tenants.CurrentLimits;
import dev.sluice.control.tenants.Limit;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The API keys of the current tenant. A value belongs to one key of the whole installation. */
@Singleton
public class ApiKeys {
    private final ApiKeyRepository repository;
    private final ApiKeyValues values;
    private final Stages stages;
    private final TenantLock lock;
    private final CurrentLimits limits;
    private final ApiKeyPublisher publisher;
    private final PatchTable<ApiKeyDraft> patches;

    ApiKeys(
            ApiKeyRepository repository,
            ApiKeyValues values,
            Stages stages,
            TenantLock lock,
            CurrentLimits limits,
            ApiKeyPublisher publisher) {
        this.repository = repository;
        this.values = values;
        this.stages = stages;
        this.lock = lock;
        this.limits = limits;
        this.publisher = publisher;
        this.patches = ApiKeyPatches.table(stages::exists);
    }

    /**
     * Makes a key.
     *
     * @param value null for one that is made up
     */
    public ApiKey create(ApiKeyDraft draft, List<StageName> stageKeys, @Nullable ApiKeyValue value) {
        ApiKeyValue kept = value == null ? ApiKeyValue.random() : value.checked();
        stageKeys.forEach(stage -> draft.addStage(stage, stages::exists));
        requireRoom(countLocked());
        ApiKey key = add(draft, kept);
        repository.flush();
        publisher.publish(List.of(key));
        return key;
    }

    /** How many there are; no other transaction of the tenant counts until this one ends. */
    long countLocked() {
        lock.take("api_keys");
        return repository.count();
    }

    /** Adds a key under the lock that {@link #countLocked} took; the caller publishes it. */
    ApiKey add(ApiKeyDraft draft, ApiKeyValue value) {
        var key = RandomIds.next();
        if (!values.claim(value, key)) {
            throw ProblemException.conflict("API Key already exists");
        }
        var row = new ApiKey(key, values.seal(key, value), draft.build());
        repository.persist(row);
        return row;
    }

    /** The current tenant's key that has the value, held until the transaction ends. */
    Optional<ApiKey> lockedHolder(ApiKeyValue value) {
        return values.holder(value).flatMap(id -> {
            // It may be new in this transaction, and only a row that is in the database can be locked.
            repository.flush();
            return repository.findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
        });
    }

    /**
     * Newest first.
     *
     * @param namePrefix how the names start, case-sensitive; null for any
     * @param customerId null for any
     */
    public Page<ApiKey> list(@Nullable String namePrefix, @Nullable String customerId, PageRequest request) {
        return repository.page(namePrefix, customerId, request);
    }

    /** Those of the ids that there are. */
    public Map<String, ApiKey> all(Collection<String> ids) {
        return repository.all(ids).stream().collect(Collectors.toMap(ApiKey::id, Function.identity()));
    }

    public ApiKey require(String id) {
        return find(id, LockModeType.NONE);
    }

    /** The secret that clients send. */
    public ApiKeyValue value(ApiKey key) {
        return values.open(key);
    }

    public ApiKey update(String id, List<PatchOperation> operations) {
        var key = find(id, LockModeType.PESSIMISTIC_WRITE);
        if (!operations.isEmpty()) {
            var draft = new ApiKeyDraft(key.settings());
            patches.apply(draft, operations);
            boolean was = key.settings().enabled();
            key.change(draft.build());
            if (key.settings().enabled() != was) {
                publisher.publish(List.of(key));
            }
        }
        return key;
    }

    void retag(String id, UnaryOperator<Map<String, String>> change) {
        var key = find(id, LockModeType.PESSIMISTIC_WRITE);
        var draft = new ApiKeyDraft(key.settings());
        draft.tags(change.apply(key.settings().tags()));
        key.change(draft.build());
    }

    /** Deletes a key, which leaves its usage plans. */
    public void delete(String id) {
        repository.delete(find(id, LockModeType.PESSIMISTIC_WRITE));
        publisher.publishEnd(id);
    }

    /** A key, held until the transaction ends, so that its plans may change and it be published. */
    public ApiKey requireLocked(String id) {
        return find(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Tells the nodes about keys that are new or whose plans have changed; the caller holds their rows. */
    public void publish(Collection<ApiKey> locked) {
        publisher.publish(locked);
    }

    /** Publishes a key that was made without this; does nothing when it is gone meanwhile. */
    void publish(String id) {
        repository
                .findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
                .ifPresent(key -> publisher.publish(List.of(key)));
    }

    /** Publishes that a key is gone. */
    void publishEnd(String id) {
        publisher.publishEnd(id);
    }

    /** Refuses one more key where there are so many. */
    void requireRoom(long present) {
        limits.get().requireRoom(Limit.API_KEYS, present);
    }

    /** The refusal of a key that is not there. */
    public static ProblemException unknown() {
        return ProblemException.notFound("Invalid API Key identifier specified");
    }

    private ApiKey find(String id, LockModeType lockMode) {
        if (!RandomIds.isWellFormed(id)) {
            throw unknown();
        }
        return repository.findByIdOptional(id, lockMode).orElseThrow(ApiKeys::unknown);
    }
}
