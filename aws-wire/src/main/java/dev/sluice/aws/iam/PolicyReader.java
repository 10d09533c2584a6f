package dev.sluice.aws.iam;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the grammar of policies. What it does not know it refuses, so that nothing is stored that means nothing. */
final class PolicyReader {
    private static final int MAX_DEPTH = 10;
    private static final int ACCOUNT_SECTION = 4;
    private static final String LATEST_VERSION = "2012-10-17";
    private static final Set<String> VERSIONS = Set.of("2008-10-17", LATEST_VERSION);
    private static final Set<String> DOCUMENT_MEMBERS = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT_MEMBERS =
            Set.of("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition");
    private static final Set<String> RESOURCE_STATEMENT_MEMBERS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");
    private static final Set<String> TRUST_STATEMENT_MEMBERS =
            Set.of("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Condition");
    private static final Set<String> PRINCIPAL_MEMBERS = Set.of("AWS", "Service");
    private static final String OF_ALL = "ForAllValues:";
    private static final String OF_ANY = "ForAnyValue:";
    private static final String OF_NO_ACCOUNT = "";
    private static final String SHORT_RESOURCE = "execute-api:/";
    private static final Pattern SID = Pattern.compile("[0-9A-Za-z]*");
    private static final Pattern ACTION = Pattern.compile("\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Whether {@code ${...}} in values is a variable; it is from the version of 2012 on. */
    private final boolean hasVariables;

    /** What resources of the short form belong to; null where there is no such form, nor any principal. */
    private final @Nullable String apiArn;

    private PolicyReader(boolean hasVariables, @Nullable String apiArn) {
        this.hasVariables = hasVariables;
        this.apiArn = apiArn;
    }

    static Policy read(String document) throws MalformedPolicy {
        JsonNode root = root(document);
        var reader = new PolicyReader(hasVariables(root), null);
        var statements = new ArrayList<Statement>();
        for (JsonNode each : nodes(root.get("Statement"))) {
            if (each.has("Principal") || each.has("NotPrincipal")) {
                throw new MalformedPolicy("Policy document should not specify a principal.");
            }
            requireMembers(each, STATEMENT_MEMBERS, "a statement");
            statements.add(reader.statement(each, reader.resources(each)));
        }
        requireUnique(statements);
        return new Policy(statements);
    }

    static ResourcePolicy readOfResource(String document, String apiArn) throws MalformedPolicy {
        return new ResourcePolicy(apiArn.split(":", -1)[ACCOUNT_SECTION], rules(document, apiArn));
    }

    static ResourcePolicy readOfEndpoint(String document) throws MalformedPolicy {
        return new ResourcePolicy(OF_NO_ACCOUNT, rules(document, null));
    }

    private static List<ResourcePolicy.Rule> rules(String document, @Nullable String apiArn) throws MalformedPolicy {
        JsonNode root = root(document);
        var reader = new PolicyReader(hasVariables(root), apiArn);
        var rules = new ArrayList<ResourcePolicy.Rule>();
        for (JsonNode each : nodes(root.get("Statement"))) {
            requireMembers(each, RESOURCE_STATEMENT_MEMBERS, "a statement");
            var rule = new ResourcePolicy.Rule(principals(each), reader.statement(each, reader.resources(each)));
            rule.requireKnownVariables();
            rules.add(rule);
        }
        requireUnique(rules.stream().map(ResourcePolicy.Rule::statement).toList());
        return rules;
    }

    static TrustPolicy readOfTrust(String document) throws MalformedPolicy {
        if (document.length() > TrustPolicy.MAX_CHARACTERS) {
            throw tooLong(document, TrustPolicy.MAX_CHARACTERS);
        }
        JsonNode root = root(document);
        var reader = new PolicyReader(hasVariables(root), null);
        var rules = new ArrayList<ResourcePolicy.Rule>();
        for (JsonNode each : nodes(root.get("Statement"))) {
            if (each.has("Resource") || each.has("NotResource")) {
                throw new MalformedPolicy("Has prohibited field Resource");
            }
            requireMembers(each, TRUST_STATEMENT_MEMBERS, "a statement");
            for (String action : actions(each)) {
                if (!action.regionMatches(true, 0, "sts:", 0, 4)) {
                    throw new MalformedPolicy("AssumeRole policy may only specify STS AssumeRole actions.");
                }
            }
            // The role that it belongs to is all that it is about.
            rules.add(new ResourcePolicy.Rule(principals(each), reader.statement(each, List.of(ArnPattern.ALL))));
        }
        requireUnique(rules.stream().map(ResourcePolicy.Rule::statement).toList());
        return new TrustPolicy(rules);
    }

    private static MalformedPolicy tooLong(String document, int most) {
        return new MalformedPolicy("The policy has " + document.length() + " characters, the limit is " + most + ".");
    }

    private static JsonNode root(String document) throws MalformedPolicy {
        if (document.length() > Policy.MAX_CHARACTERS) {
            throw tooLong(document, Policy.MAX_CHARACTERS);
        }
        JsonNode root = parse(document);
        requireMembers(root, DOCUMENT_MEMBERS, "the document");
        JsonNode version = root.get("Version");
        if (version != null && !(version.isTextual() && VERSIONS.contains(version.textValue()))) {
            throw new MalformedPolicy("The policy must contain a valid version string.");
        }
        JsonNode id = root.get("Id");
        if (id != null && !id.isTextual()) {
            throw syntax("Id is not a string");
        }
        return root;
    }

    private static boolean hasVariables(JsonNode root) {
        return LATEST_VERSION.equals(root.path("Version").textValue());
    }

    private static JsonNode parse(String document) throws MalformedPolicy {
        try {
            return JSON.readTree(document);
        } catch (JsonProcessingException _) {
            throw new MalformedPolicy("This policy contains invalid Json");
        }
    }

    private static Iterable<JsonNode> nodes(@Nullable JsonNode node) throws MalformedPolicy {
        if (node == null || node.isEmpty()) {
            throw syntax("there is no Statement");
        }
        return node.isArray() ? node : List.of(node);
    }

    private static void requireUnique(List<Statement> statements) throws MalformedPolicy {
        var sids = new HashSet<String>();
        for (Statement statement : statements) {
            if (statement.sid() != null && !statement.sid().isEmpty() && !sids.add(statement.sid())) {
                throw new MalformedPolicy("Statement IDs (SID) in a single policy must be unique.");
            }
        }
    }

    /** What a statement says, whoever it is about. */
    private Statement statement(JsonNode node, List<ArnPattern> resources) throws MalformedPolicy {
        var actions = new ArrayList<Glob>();
        for (String action : actions(node)) {
            if (!ACTION.matcher(action).matches()) {
                throw new MalformedPolicy(
                        "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc., was " + action);
            }
            actions.add(new Glob(action.toLowerCase(Locale.ROOT)));
        }
        List<Condition> conditions = conditions(node.get("Condition"));
        var variables = Stream.concat(
                resources.stream().flatMap(resource -> resource.variables().stream()),
                conditions.stream().flatMap(condition -> condition.variables().stream()));
        return new Statement(
                sid(node.get("Sid")),
                effect(node.get("Effect")),
                actions,
                node.has("NotAction"),
                resources,
                node.has("NotResource"),
                conditions,
                variables.map(PolicyText.Variable::key).collect(Collectors.toSet()));
    }

    private static List<String> actions(JsonNode node) throws MalformedPolicy {
        return either(node, "Action", "Policy statement must contain actions.");
    }

    private List<ArnPattern> resources(JsonNode node) throws MalformedPolicy {
        var resources = new ArrayList<ArnPattern>();
        for (String resource : either(node, "Resource", "Policy statement must contain resources.")) {
            resources.add(ArnPattern.ofResource(text(whole(resource))));
        }
        return resources;
    }

    /** A resource with its ARN, if it was of the short form (rest-api-runtime 3.3). */
    private String whole(String resource) {
        return apiArn != null && resource.startsWith(SHORT_RESOURCE)
                ? apiArn + resource.substring(SHORT_RESOURCE.length() - 1)
                : resource;
    }

    private static Principals principals(JsonNode node) throws MalformedPolicy {
        JsonNode plain = node.get("Principal");
        JsonNode not = node.get("NotPrincipal");
        JsonNode found = plain == null ? not : plain;
        if (found == null || (plain != null && not != null)) {
            throw syntax("a statement has either a Principal or a NotPrincipal");
        }
        if (found.isTextual()) {
            if (!found.textValue().equals("*")) {
                throw syntax("a Principal that is a string is *");
            }
            return Principals.of(List.of("*"), plain == null);
        }
        requireMembers(found, PRINCIPAL_MEMBERS, "a Principal");
        if (found.isEmpty()) {
            throw syntax("a Principal names nobody");
        }
        JsonNode accounts = found.get("AWS");
        JsonNode services = found.get("Service");
        if (services != null) {
            values(services, "Service", false);
        }
        return Principals.of(accounts == null ? List.of() : values(accounts, "AWS", false), plain == null);
    }

    private static @Nullable String sid(@Nullable JsonNode node) throws MalformedPolicy {
        if (node == null) {
            return null;
        }
        if (!node.isTextual() || !SID.matcher(node.textValue()).matches()) {
            throw new MalformedPolicy("Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the"
                    + " regular expression [0-9A-Za-z]*");
        }
        return node.textValue();
    }

    private static Effect effect(@Nullable JsonNode node) throws MalformedPolicy {
        return switch (node == null ? "" : node.asText()) {
            case "Allow" -> Effect.ALLOW;
            case "Deny" -> Effect.DENY;
            default -> throw syntax("Effect is neither Allow nor Deny");
        };
    }

    /** The values of a member or of its Not form, of which exactly one must be there. */
    private static List<String> either(JsonNode node, String name, String complaint) throws MalformedPolicy {
        JsonNode plain = node.get(name);
        JsonNode not = node.get("Not" + name);
        if (plain != null && not != null) {
            throw syntax(name + " and Not" + name + " exclude each other");
        }
        JsonNode found = plain == null ? not : plain;
        List<String> values = found == null ? List.of() : values(found, name, false);
        if (values.isEmpty()) {
            throw new MalformedPolicy(complaint);
        }
        return values;
    }

    private List<Condition> conditions(@Nullable JsonNode node) throws MalformedPolicy {
        var conditions = new ArrayList<Condition>();
        if (node == null) {
            return conditions;
        }
        requireObject(node, "Condition");
        for (var operator : node.properties()) {
            requireObject(operator.getValue(), operator.getKey());
            for (var key : operator.getValue().properties()) {
                conditions.add(condition(operator.getKey(), key.getKey(), values(key.getValue(), key.getKey(), true)));
            }
        }
        return conditions;
    }

    private Condition condition(String operator, String key, List<String> values) throws MalformedPolicy {
        if (values.isEmpty()) {
            throw syntax(key + " has no value");
        }
        if (operator.equalsIgnoreCase("Null")) {
            return absence(key, values);
        }
        boolean all = operator.regionMatches(true, 0, OF_ALL, 0, OF_ALL.length());
        if (all || operator.regionMatches(true, 0, OF_ANY, 0, OF_ANY.length())) {
            Condition each = comparison(operator.substring((all ? OF_ALL : OF_ANY).length()), key, values);
            return each instanceof Condition.Comparison comparison ? new Condition.OfEach(comparison, all) : each;
        }
        return comparison(operator, key, values);
    }

    private Condition comparison(String operator, String key, List<String> values) throws MalformedPolicy {
        boolean ifExists = operator.endsWith("IfExists");
        String name = ifExists ? operator.substring(0, operator.length() - "IfExists".length()) : operator;
        ConditionOperator known = ConditionOperator.named(name);
        if (known == null) {
            return new Condition.Undecidable(operator);
        }
        var tests = new ArrayList<ValueTest>();
        var variables = new ArrayList<PolicyText.Variable>();
        for (String value : values) {
            PolicyText text = text(value);
            tests.add(known.factory().test(text));
            variables.addAll(text.variables());
        }
        return new Condition.Comparison(key, known.negated(), ifExists, tests, variables);
    }

    private static Condition absence(String key, List<String> values) throws MalformedPolicy {
        if (!values.equals(List.of("true")) && !values.equals(List.of("false"))) {
            throw syntax("Null compares with true or false");
        }
        return new Condition.Absence(key, values.getFirst().equals("true"));
    }

    private PolicyText text(String value) throws MalformedPolicy {
        return hasVariables ? PolicyText.parse(value) : PolicyText.plain(value);
    }

    private static List<String> values(JsonNode node, String name, boolean scalars) throws MalformedPolicy {
        var values = new ArrayList<String>();
        for (JsonNode each : node.isArray() ? node : List.of(node)) {
            if (!each.isTextual() && !(scalars && (each.isBoolean() || each.isNumber()))) {
                throw syntax("a value of " + name + " is not a string");
            }
            values.add(each.asText());
        }
        return values;
    }

    private static void requireMembers(JsonNode node, Set<String> allowed, String what) throws MalformedPolicy {
        requireObject(node, what);
        for (var member : node.properties()) {
            if (!allowed.contains(member.getKey())) {
                throw syntax(what + " has no member " + member.getKey());
            }
        }
    }

    private static void requireObject(JsonNode node, String what) throws MalformedPolicy {
        if (!node.isObject()) {
            throw syntax(what + " is not an object");
        }
    }

    private static MalformedPolicy syntax(String reason) {
        return new MalformedPolicy("Syntax errors in policy: " + reason + ".");
    }
}
