package dev.sluice.aws.iam;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The policy of an API or of a VPC endpoint, checked and compiled: who may call, by whom they are and how they call.
 * Immutable; asking it allocates little and never fails.
 */
public final class ResourcePolicy {
    /** Keys of which a call has the same value whoever signed it, or if nobody did (rest-api-runtime 3.3). */
    private static final Set<String> KEYS_OF_ANY_CALL = Set.of(
            "aws:currenttime",
            "aws:epochtime",
            "aws:principalisawsservice",
            "aws:referer",
            "aws:requestedregion",
            "aws:resourceaccount",
            "aws:securetransport",
            "aws:sourcearn",
            "aws:sourceip",
            "aws:sourcevpc",
            "aws:sourcevpce",
            "aws:useragent",
            "aws:vpceaccount",
            "aws:vpcsourceip");

    /** The one of them that no call has: conditions on it are known, a variable would always stand for nothing. */
    private static final String KEY_OF_NO_CALL = "aws:sourcearn";

    private final String owner;
    private final List<Rule> rules;
    private final List<Rule> denialsOfAnyone;
    private final Set<String> conditionKeys;

    /** One statement: what it says, and of whom. */
    record Rule(Principals principals, Statement statement) {
        private boolean applies(AccessRequest request, PolicyCaller caller, String owner) {
            return switch (principals.match(caller)) {
                case NO -> false;
                case YES -> statement.applies(request);
                // An account that is named lets its own users in by their own policies (identity-and-waf 5).
                case BY_ACCOUNT ->
                    (statement.effect() == Effect.DENY || !owner.equals(caller.account()))
                            && statement.applies(request);
            };
        }

        /** Refuses a variable that stands for nothing in any call: a Deny with it would only look like one. */
        void requireKnownVariables() throws MalformedPolicy {
            for (String key : statement.variables()) {
                boolean known = KEYS_OF_ANY_CALL.contains(key) || Identity.CONDITION_KEYS.contains(key);
                if (!known || KEY_OF_NO_CALL.equals(key)) {
                    throw new MalformedPolicy("The policy variable ${" + key + "} is not supported.");
                }
            }
        }

        private boolean deniesWhoeverCalls() {
            return statement.effect() == Effect.DENY
                    && principals.nameAll()
                    && statement.keys().allMatch(KEYS_OF_ANY_CALL::contains);
        }
    }

    ResourcePolicy(String owner, List<Rule> rules) {
        this.owner = owner;
        this.rules = List.copyOf(rules);
        this.denialsOfAnyone = rules.stream().filter(Rule::deniesWhoeverCalls).toList();
        this.conditionKeys =
                rules.stream().flatMap(rule -> rule.statement().keys()).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Reads a policy document (JSON).
     *
     * @param apiArn {@code arn:{partition}:execute-api:{region}:{account}:{api}}, which a resource of the short form
     *     {@code execute-api:/{stage}/{verb}/{path}} belongs to
     */
    public static ResourcePolicy parse(String document, String apiArn) throws MalformedPolicy {
        return PolicyReader.readOfResource(document, apiArn);
    }

    /**
     * Reads the policy document (JSON) of a VPC endpoint, which allows calls and grants none: an account that it names is
     * named with all its users.
     */
    public static ResourcePolicy parseOfEndpoint(String document) throws MalformedPolicy {
        return PolicyReader.readOfEndpoint(document);
    }

    /** The condition keys that its statements ask about, in lower case. */
    public Set<String> conditionKeys() {
        return conditionKeys;
    }

    /** What this policy alone says of a caller: any Deny wins, else any Allow, else nothing is allowed. */
    public Decision decide(AccessRequest request, PolicyCaller caller) {
        Decision decision = Decision.IMPLICITLY_DENIED;
        for (Rule rule : rules) {
            if (rule.applies(request, caller, owner)) {
                if (rule.statement().effect() == Effect.DENY) {
                    return Decision.EXPLICITLY_DENIED;
                }
                decision = Decision.ALLOWED;
            }
        }
        return decision;
    }

    /** Whether it denies the call whoever turns out to have signed it. */
    public boolean deniesWhoeverCalls(AccessRequest request) {
        for (Rule rule : denialsOfAnyone) {
            if (rule.statement().applies(request)) {
                return true;
            }
        }
        return false;
    }
}
