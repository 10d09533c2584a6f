package dev.sluice.control.platform.signature;

import dev.sluice.aws.signature.AccessSecret;
import dev.sluice.control.platform.calls.Principal;

/**
 * An access key as the door needs it.
 *
 * @param suspended the key's tenant may not make management calls
 */
public record KnownKey(Principal principal, AccessSecret secret, boolean suspended) {
    @Override
    public String toString() {
        return "KnownKey[principal=" + principal + ", secret=hidden]";
    }
}
