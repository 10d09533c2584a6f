package dev.sluice.control.apikeys;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Which usage plans keys are in, as far as nodes are told; plans know the keys, not the other way round. */
public interface KeyMemberships {
    /** The plans of each of the keys of the current tenant, in the order of their ids; a key without plans is not in it. */
    Map<String, List<PlanOfKey>> of(Collection<String> keyIds);

    /** A plan that a key is in, and the UTC day on which it joined. */
    record PlanOfKey(String planId, LocalDate joined) {}
}
