package dev.sluice.control.platform.browsers;

import dev.sluice.control.platform.calls.Principal;

/**
 * A browser that is signed in, as the door needs it.
 *
 * @param principal the member in the session's account
 * @param suspended whether that account may not make management calls
 */
public record BrowserSession(Principal principal, boolean suspended) {}
