package dev.sluice.authorizer.access;

import dev.sluice.authorizer.data.TenantId;
import dev.sluice.aws.iam.MalformedPolicy;
import dev.sluice.aws.iam.Policy;
import dev.sluice.contracts.access.AccessRecord;
import dev.sluice.contracts.access.ApiKeyRecord;
import dev.sluice.contracts.access.CredentialRecord;
import dev.sluice.contracts.access.RoleRecord;
import dev.sluice.contracts.access.TargetsRecord;
import dev.sluice.contracts.access.TenantRecord;
import dev.sluice.contracts.access.UsagePlanRecord;
import dev.sluice.contracts.sessions.SessionContent;
import dev.sluice.contracts.sessions.SessionRoles;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The tenants, access keys and roles of the installation, as far as they were heard of. One thread writes, any thread reads. */
@Singleton
public class AccessTable {
    private static final Logger LOG = Logger.getLogger(AccessTable.class);
    /** Records that came late are told by the revisions of so many that have ended. */
    private static final int MAX_ENDED = 10_000;

    private final Map<String, Long> revisions = new ConcurrentHashMap<>();
    private final Map<String, KnownUser> keys = new ConcurrentHashMap<>();
    private final SequencedSet<String> ended = new LinkedHashSet<>();
    private final SessionRoles roles = new SessionRoles();
    private final Map<String, Long> suspended = new ConcurrentHashMap<>();
    private volatile boolean complete;
    private volatile boolean suspensionsKnown;

    /** Puts a record into effect, unless one of a later revision was. */
    void put(AccessRecord changed) {
        if (changed instanceof ApiKeyRecord || changed instanceof UsagePlanRecord) {
            return; // of nodes alone, and there may be very many
        }
        if (revisions.getOrDefault(changed.key(), 0L) >= changed.revision()) {
            return;
        }
        keepRevision(changed);
        switch (changed) {
            case TenantRecord tenant -> {
                if (tenant.suspended()) {
                    suspended.put(tenant.tenant(), tenant.revision());
                } else {
                    suspended.remove(tenant.tenant());
                }
            }
            case CredentialRecord credential -> put(credential);
            case RoleRecord role -> {
                if (!roles.put(role)) {
                    LOG.errorf("There is no room for a role. tenant=%s role=%s", role.tenant(), role.name());
                }
            }
            case TargetsRecord _, ApiKeyRecord _, UsagePlanRecord _ -> {}
        }
    }

    private void keepRevision(AccessRecord changed) {
        revisions.put(changed.key(), changed.revision());
        ended.remove(changed.key());
        if (changed.isEnded()) {
            ended.add(changed.key());
            if (ended.size() > MAX_ENDED) {
                revisions.remove(ended.removeFirst());
            }
        }
    }

    private void put(CredentialRecord credential) {
        String secret = credential.secretAccessKey();
        if (secret == null) {
            keys.remove(credential.accessKeyId());
        } else {
            keys.put(
                    credential.accessKeyId(),
                    new KnownUser(
                            new TenantId(credential.tenant()),
                            credential.user(),
                            secret,
                            policy(credential.tenant(), String.valueOf(credential.policy()))));
        }
    }

    /** A policy that cannot be read allows nothing. */
    static Policy policy(String tenant, String document) {
        try {
            return Policy.parse(document);
        } catch (MalformedPolicy malformed) {
            LOG.errorf("The policy of an access key or role cannot be read. tenant=%s failure=%s", tenant, malformed);
            return Policy.nothing();
        }
    }

    /** Everything that was published before the start is known now. */
    void complete() {
        complete = true;
        knowSuspensions();
    }

    /** Whether a key that is not known is nobody's. */
    boolean isComplete() {
        return complete;
    }

    @Nullable
    KnownUser find(String accessKeyId) {
        return keys.get(accessKeyId);
    }

    /** The role of a session; null when it is gone, or was made anew under its name. */
    @Nullable
    RoleRecord role(SessionContent session) {
        return roles.find(session.tenant(), session.role(), session.roleId());
    }

    /** Every tenant that is suspended was put: by this process, or by one that read the topic to its end before. */
    void knowSuspensions() {
        suspensionsKnown = true;
    }

    /** Whether the tenant's calls are served. */
    public Standing standing(TenantId tenant) {
        if (suspended.containsKey(tenant.value())) {
            return Standing.SUSPENDED;
        }
        return suspensionsKnown ? Standing.ACTIVE : Standing.UNKNOWN;
    }

    /** Suspended tenants, each with the revision that suspended it. */
    Map<String, Long> suspensions() {
        return Map.copyOf(suspended);
    }

    /** The revision of what is in effect of a tenant; 0 while nothing was heard of it. */
    long tenantRevision(String tenant) {
        return revisions.getOrDefault(TenantRecord.key(tenant), 0L);
    }
}
