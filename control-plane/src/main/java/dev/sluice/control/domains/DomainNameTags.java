package dev.sluice.control.domains;

import dev.sluice.control.platform.tags.TaggedKind;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Tags of domain names; a private one is named with its id (management-api 2). */
@Singleton
class DomainNameTags implements TaggedKind {
    private final DomainNames domains;

    DomainNameTags(DomainNames domains) {
        this.domains = domains;
    }

    @Override
    public boolean covers(List<String> path) {
        return path.size() == 2 && path.getFirst().equals("domainnames");
    }

    @Override
    public Map<String, String> tags(List<String> path) {
        return domains.require(key(path.getLast())).settings().tags();
    }

    @Override
    public void retag(List<String> path, UnaryOperator<Map<String, String>> change) {
        domains.retag(key(path.getLast()), change);
    }

    private static DomainNameKey key(String named) {
        int plus = named.indexOf('+');
        return plus < 0
                ? new DomainNameKey(named, null)
                : new DomainNameKey(named.substring(0, plus), named.substring(plus + 1));
    }
}
