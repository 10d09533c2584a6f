package dev.sluice.contracts.access;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What the topic {@code sluice.access.v1} holds: who may use the gateway, and where integrations lead. Keys are {@code tenant/kind/id}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TenantRecord.class, name = "tenant"),
    @JsonSubTypes.Type(value = TargetsRecord.class, name = "targets"),
    @JsonSubTypes.Type(value = CredentialRecord.class, name = CredentialRecord.KIND),
    @JsonSubTypes.Type(value = ApiKeyRecord.class, name = ApiKeyRecord.KIND),
    @JsonSubTypes.Type(value = UsagePlanRecord.class, name = UsagePlanRecord.KIND),
    @JsonSubTypes.Type(value = RoleRecord.class, name = RoleRecord.KIND)
})
public sealed interface AccessRecord
        permits TenantRecord, TargetsRecord, CredentialRecord, ApiKeyRecord, UsagePlanRecord, RoleRecord {
    /** The Kafka key, {@code tenant/kind/id}. */
    String key();

    /** From the installation's one sequence; a reader ignores a revision that it has passed. */
    long revision();

    /** Whether what the record is about is gone, so that a reader may forget it. */
    @JsonIgnore
    default boolean isEnded() {
        return false;
    }
}
