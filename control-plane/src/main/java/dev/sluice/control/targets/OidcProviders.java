package dev.sluice.control.targets;

import dev.sluice.control.platform.data.CurrentTenant;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import jakarta.inject.Singleton;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The OpenID Connect issuers that the current tenant trusts, named by the ARNs that authorizers use. */
@Singleton
public class OidcProviders {
    private static final Pattern ARN =
            Pattern.compile("arn:[a-z0-9-]{1,20}:iam::([0-9]{12}):oidc-provider/(\\S{1,255})");

    private final OidcProviderRepository rows;
    private final TargetPublisher publisher;
    private final CurrentTenant tenant;

    OidcProviders(OidcProviderRepository rows, TargetPublisher publisher, CurrentTenant tenant) {
        this.rows = rows;
        this.publisher = publisher;
        this.tenant = tenant;
    }

    /** Trusts an issuer from now on, or in another way than before. */
    public OidcProvider put(String providerArn, TrustedIssuer trusted) {
        TargetRules.require(
                isOwn(providerArn, trusted.nameInArn()),
                "Invalid OIDC provider ARN specified: the ARN of this issuer ends in iam::"
                        + tenant.id().value() + ":oidc-provider/" + trusted.nameInArn());
        publisher.lock();
        OidcProvider row = rows.findById(providerArn);
        if (row == null) {
            if (rows.count() >= TargetRules.MAX_TARGETS) {
                throw ProblemException.limitExceeded(
                        "Maximum number of OIDC providers for this account has been reached: "
                                + TargetRules.MAX_TARGETS);
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
        OidcProvider row = ARN.matcher(providerArn).matches() ? rows.findById(providerArn) : null;
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

    private boolean isOwn(String providerArn, String issuer) {
        Matcher arn = ARN.matcher(providerArn);
        return arn.matches()
                && arn.group(1).equals(tenant.id().value())
                && arn.group(2).equals(issuer);
    }
}
