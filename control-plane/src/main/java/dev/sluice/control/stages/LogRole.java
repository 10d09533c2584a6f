package dev.sluice.control.stages;

/** The role under which the current tenant's account writes execution logs; the feature that keeps it gives a bean. */
public interface LogRole {
    boolean isSet();
}
