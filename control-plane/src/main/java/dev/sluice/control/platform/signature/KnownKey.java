package dev.sluice.control.platform.signature;

import dev.sluice.aws.signature.AccessSecret;
import dev.sluice.control.platform.calls.Principal;
import dev.sluice.control.platform.ids.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * An access key as the door needs it.
 *
 * @param suspended the account for whose suspension the key makes no management calls: the key's own, or one that the
 *     role of a session was assumed from; null when none is suspended
 */
public record KnownKey(
        Principal principal, AccessSecret secret, @Nullable TenantId suspended) {
    @Override
    public String toString() {
        return "KnownKey[principal=" + principal + ", secret=hidden]";
    }
}
