package dev.sluice.control.apikeys;

/** The usage plans, as the import of API keys needs them: they know the keys, not the other way round. */
public interface KeyPlans {
    /** Adds a key to a plan, unless it is in it; refuses as CreateUsagePlanKey does. */
    void add(ApiKey key, String planId);
}
