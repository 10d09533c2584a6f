package dev.sluice.control.platform.browsers;

import org.jspecify.annotations.Nullable;

/** Finds the session of a browser before its tenant is known. Called off the event loop; may block. */
public interface KnownBrowserSessions {
    /**
     * The session, or null when there is none of this id, it has ended, or its member is gone.
     *
     * @param id what the cookie holds
     */
    @Nullable
    BrowserSession find(String id);
}
