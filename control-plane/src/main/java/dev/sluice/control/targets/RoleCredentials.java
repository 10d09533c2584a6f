package dev.sluice.control.targets;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The credentials that sign for the current tenant's execution roles. */
@Singleton
public class RoleCredentials {
    private final RoleCredentialRepository rows;
    private final TargetPublisher publisher;
    private final TargetSecrets secrets;

    RoleCredentials(RoleCredentialRepository rows, TargetPublisher publisher, TargetSecrets secrets) {
        this.rows = rows;
        this.publisher = publisher;
        this.secrets = secrets;
    }

    /** Stores credentials for a role, in place of those it had; the secrets are never shown again. */
    public RoleCredential put(String roleArn, String accessKeyId, String secret, @Nullable String token) {
        TargetRules.require(TargetRules.isRole(roleArn), "Invalid role ARN specified");
        TargetRules.requireKey(accessKeyId, secret);
        if (token != null) {
            TargetRules.requireToken(token);
        }
        publisher.lock();
        RoleCredential row = rows.findById(roleArn);
        if (row == null) {
            if (rows.count() >= TargetRules.MAX_TARGETS) {
                throw ProblemException.limitExceeded(
                        "Maximum number of role credentials for this account has been reached: "
                                + TargetRules.MAX_TARGETS);
            }
            row = new RoleCredential(
                    roleArn, accessKeyId, secrets.sealSecret(roleArn, secret), secrets.sealToken(roleArn, token));
            rows.persist(row);
        } else {
            row.change(accessKeyId, secrets.sealSecret(roleArn, secret), secrets.sealToken(roleArn, token));
        }
        publisher.publish();
        return row;
    }

    /** In order of creation. */
    public Page<RoleCredential> list(PageRequest request) {
        return rows.page(request);
    }

    public RoleCredential require(String roleArn) {
        RoleCredential row = TargetRules.isRole(roleArn) ? rows.findById(roleArn) : null;
        if (row == null) {
            throw ProblemException.notFound("Invalid role credentials identifier specified");
        }
        return row;
    }

    /** Nodes stop using it within seconds. */
    public void delete(String roleArn) {
        publisher.lock();
        rows.delete(require(roleArn));
        publisher.publish();
    }
}
