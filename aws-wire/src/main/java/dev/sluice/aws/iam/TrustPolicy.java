package dev.sluice.aws.iam;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The trust policy of a role, checked and compiled: who may assume it, and how they have to ask. Immutable. */
public final class TrustPolicy {
    /** Longest document, in characters, as AWS has it. */
    public static final int MAX_CHARACTERS = 2_048;

    private final List<ResourcePolicy.Rule> rules;

    TrustPolicy(List<ResourcePolicy.Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** What a trust policy says of a caller. */
    public enum Trust {
        /** It denies them the role. */
        DENIED,
        /** It does not name them. */
        NONE,
        /** It names their account, which leaves it to the policies of that account. */
        ACCOUNT,
        /** It names them, as user, role or session, or everyone. */
        CALLER
    }

    /** Reads a policy document (JSON). It has no Resource, and its actions are those of sts. */
    public static TrustPolicy parse(String document) throws MalformedPolicy {
        return PolicyReader.readOfTrust(document);
    }

    /** The condition keys that its statements ask about, in lower case. */
    public Set<String> conditionKeys() {
        return rules.stream()
                .flatMap(rule -> rule.statement().keys())
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(TreeSet::new), Collections::unmodifiableSet));
    }

    /** What it says of a caller: any Deny wins, and naming the caller goes before naming the account. */
    public Trust decide(AccessRequest request, PolicyCaller caller) {
        Trust trust = Trust.NONE;
        for (ResourcePolicy.Rule rule : rules) {
            Principals.Match match = rule.principals().match(caller);
            if (match == Principals.Match.NO || !rule.statement().applies(request)) {
                continue;
            }
            if (rule.statement().effect() == Effect.DENY) {
                return Trust.DENIED;
            }
            if (match == Principals.Match.YES) {
                trust = Trust.CALLER;
            } else if (trust == Trust.NONE) {
                trust = Trust.ACCOUNT;
            }
        }
        return trust;
    }
}
