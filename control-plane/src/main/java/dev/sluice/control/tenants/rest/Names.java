package dev.sluice.control.tenants.rest;

import dev.sluice.control.platform.wire.Rule;

/** What names of the platform API look like. */
public final class Names {
    /** A tenant: anything printable on one line. */
    public static final Rule TENANT = Rule.pattern("[^\\p{Cntrl}]{1,128}");

    /** A user, as part of its ARN. */
    public static final Rule USER = Rule.pattern("[A-Za-z0-9+=,.@_-]{1,64}");

    private Names() {}
}
