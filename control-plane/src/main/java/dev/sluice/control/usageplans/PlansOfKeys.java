package dev.sluice.control.usageplans;

import dev.sluice.control.apikeys.KeyMemberships;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which plans of the current tenant a key is in. */
@Singleton
class PlansOfKeys implements KeyMemberships {
    private final UsagePlanKeyRepository repository;

    PlansOfKeys(UsagePlanKeyRepository repository) {
        this.repository = repository;
    }

    @Override
    public Map<String, List<PlanOfKey>> of(Collection<String> keyIds) {
        return repository.list("keyId in ?1 order by planId", keyIds).stream()
                .collect(Collectors.groupingBy(
                        UsagePlanKey::keyId,
                        Collectors.mapping(
                                row -> new PlanOfKey(row.membership().planId(), row.joined()), Collectors.toList())));
    }
}
