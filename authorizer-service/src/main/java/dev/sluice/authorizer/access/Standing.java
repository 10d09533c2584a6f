package dev.sluice.authorizer.access;

/** Whether a tenant's calls are served. */
public enum Standing {
    ACTIVE,
    SUSPENDED,
    /** Nobody has read yet which tenants are suspended; none is served until somebody has. */
    UNKNOWN
}
