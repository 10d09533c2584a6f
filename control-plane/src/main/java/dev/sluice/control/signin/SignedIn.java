package dev.sluice.control.signin;

import dev.sluice.aws.iam.CallerPolicies;
import dev.sluice.aws.iam.Identity;
import dev.sluice.control.members.Membership;
import dev.sluice.control.platform.audit.AuditedTransaction;
import dev.sluice.control.platform.calls.Call;
import dev.sluice.control.platform.calls.Principal;
import dev.sluice.control.platform.ids.Installation;
import dev.sluice.control.platform.ids.TenantId;
import dev.sluice.control.platform.permissions.Role;
import jakarta.inject.Singleton;
import java.util.List;

/** What a sign-in leaves behind: a record with the account and, of the first user's first one, no password in a file. Blocks. */
@Singleton
class SignedIn {
    /** SHA-256 of nothing. */
    private static final String NO_BODY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private final AuditedTransaction audited;
    private final Installation installation;
    private final SignInFile file;

    SignedIn(AuditedTransaction audited, Installation installation, SignInFile file) {
        this.audited = audited;
        this.installation = installation;
        this.file = file;
    }

    /** Leaves a record that the member works in the account from now on. */
    void note(Membership account, String address, String requestId) {
        TenantId tenant = account.tenant();
        String key = "member/" + account.member();
        var identity = Identity.user(tenant.value(), installation.userArn(tenant, account.name()), key);
        Role role = Role.named(account.role()).orElse(Role.NONE);
        var caller = new Principal(tenant, identity, key, CallerPolicies.of(role.policy()), List.of());
        var call = new Call(requestId, caller, address, "GET", "/console/", NO_BODY);
        audited.note(call, List.of(tenant), "signIn", "console");
    }

    /** Nobody comes from the pool who has not replaced the one-time password: that of the first user holds no more. */
    void replacedPassword(Membership account) {
        if (account.name().equals(FirstSignIn.USER)) {
            file.remove();
        }
    }
}
