package dev.sluice.control.apikeys;

import dev.sluice.control.platform.data.CurrentTenant;
import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.platform.keys.TenantKeys;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.hibernate.Session;

/**
 * How values of API keys are kept: sealed with the tenant's data key, and found by a hash (security-requirements 13). The
 * hash is keyed by the installation, by the operator's data key, so that one value has one hash whoever owns it.
 */
@Singleton
class ApiKeyValues {
    private static final String SEALED = "api-key/";
    private static final String HASHED = "api-key-value";

    private final EntityManager entities;
    private final CurrentTenant tenant;
    private final TenantKeys keys;

    ApiKeyValues(EntityManager entities, CurrentTenant tenant, TenantKeys keys) {
        this.entities = entities;
        this.tenant = tenant;
        this.keys = keys;
    }

    byte[] seal(String keyId, ApiKeyValue value) {
        return keys.seal(tenant.id(), SEALED + keyId, bytes(value));
    }

    ApiKeyValue open(ApiKey key) {
        byte[] opened = keys.open(tenant.id(), SEALED + key.id(), key.value);
        return new ApiKeyValue(new String(opened, StandardCharsets.UTF_8));
    }

    /**
     * Takes a value for a key, which has to be stored before the transaction ends. Waits for a transaction that takes
     * the same value at the same time.
     *
     * @return false when some key, whoever's, has the value
     */
    boolean claim(ApiKeyValue value, String keyId) {
        byte[] hash = hash(value);
        var sql = "insert into control.api_key_values (tenant_id, hash, api_key_id) values (?, ?, ?)"
                + " on conflict do nothing";
        return entities.unwrap(Session.class).doReturningWork(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                statement.setString(1, tenant.id().value());
                statement.setBytes(2, hash);
                statement.setString(3, keyId);
                return statement.executeUpdate() == 1;
            }
        });
    }

    /** The id of the current tenant's key that has the value. */
    Optional<String> holder(ApiKeyValue value) {
        byte[] hash = hash(value);
        var sql = "select api_key_id from control.api_key_values where tenant_id = ? and hash = ?";
        return entities.unwrap(Session.class).doReturningWork(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                statement.setString(1, tenant.id().value());
                statement.setBytes(2, hash);
                try (var rows = statement.executeQuery()) {
                    return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
                }
            }
        });
    }

    private byte[] hash(ApiKeyValue value) {
        return keys.hmac(TenantId.OPERATOR, HASHED, bytes(value));
    }

    private static byte[] bytes(ApiKeyValue value) {
        return value.text().getBytes(StandardCharsets.UTF_8);
    }
}
