package dev.sluice.control.targets;

import dev.sluice.control.platform.data.CurrentTenant;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.Installation;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import jakarta.inject.Singleton;

/** The OpenID Connect issuers that the current tenant trusts, named by the ARNs that authorizers use. */
@Singleton
public class OidcProviders {
    /** So many key sets of a tenant a node keeps at least, beside those of its pools. */
    private static final int MAX_PROVIDERS = 100;

    private final OidcProviderRepository rows;
    private final TargetPublisher publisher;
    private final CurrentTenant tenant;
    private final Installation installation;

    OidcProviders(
            OidcProviderRepository rows, TargetPublisher publisher, CurrentTenant tenant, Installation installation) {
        this.rows = rows;
        this.publisher = publisher;
        this.tenant = tenant;
        this.installation = installation;
    }

    /** Trusts an issuer from now on, or in another way than before. */
    public OidcProvider put(String providerArn, TrustedIssuer trusted) {
        String arn = "arn:" + installation.partition() + ":iam::" + tenant.id().value() + ":oidc-provider/"
                + trusted.nameInArn();
        TargetRules.require(
                providerArn.equals(arn), "Invalid OIDC provider ARN specified: the ARN of this issuer is " + arn);
        publisher.lock();
        OidcProvider row = rows.findById(providerArn);
        if (row == null) {
            if (rows.count() >= MAX_PROVIDERS) {
                throw ProblemException.limitExceeded(
                        "Maximum number of OIDC providers for this account has been reached: " + MAX_PROVIDERS);
            }
            row = new OidcProvider(providerArn, trusted);
            rows.persist(row);
        } else {
            row.change(trusted);
        }
        publisher.publish();
        return row;
    }

    /** In order of creation. */
    public Page<OidcProvider> list(PageRequest request) {
        return rows.page(request);
    }

    public OidcProvider require(String providerArn) {
        OidcProvider row = rows.findById(providerArn);
        if (row == null) {
            throw ProblemException.notFound("Invalid OIDC provider identifier specified");
        }
        return row;
    }

    /** Nodes accept no token of the issuer any more, within seconds. */
    public void delete(String providerArn) {
        publisher.lock();
        rows.delete(require(providerArn));
        publisher.publish();
    }
}
