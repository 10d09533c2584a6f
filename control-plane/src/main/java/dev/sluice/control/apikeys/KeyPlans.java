package dev.sluice.control.apikeys;

/** The usage plans, as the import of API keys needs them: they know the keys, not the other way round. */
public interface KeyPlans {
    /**
     * The tenant's lock on plans and on which keys are in them. Whoever needs it and the lock of a key's row takes it
     * first.
     */
    String LOCK = "usage_plans";

    /**
     * Adds a key, whose row the caller has locked, to a plan, unless it is in it; refuses as CreateUsagePlanKey does. The
     * caller holds {@link #LOCK} and publishes the key.
     */
    void add(ApiKey key, String planId);
}
