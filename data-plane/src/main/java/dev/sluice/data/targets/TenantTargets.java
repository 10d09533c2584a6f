package dev.sluice.data.targets;

import dev.sluice.contracts.access.TargetsRecord;
import dev.sluice.contracts.access.TargetsRecord.FunctionEndpoint;
import dev.sluice.contracts.access.TargetsRecord.RoleCredentials;
import dev.sluice.contracts.access.TargetsRecord.ServiceEndpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One tenant's targets, ready to be looked up per call. Immutable but for the signing keys that roles derive. */
public final class TenantTargets {
    static final TenantTargets EMPTY = new TenantTargets(Map.of(), Map.of(), List.of(), Map.of(), true);
    static final TenantTargets UNREADABLE = new TenantTargets(Map.of(), Map.of(), List.of(), Map.of(), false);

    private final Map<String, RoleSigners> roles;
    private final Map<String, Endpoint> functions;
    private final List<Prefix> prefixes;
    private final Map<String, Endpoint> services;
    private final boolean readable;

    /** The beginning of function ARNs and where they lead. */
    private record Prefix(String beginning, Endpoint endpoint) {}

    private TenantTargets(
            Map<String, RoleSigners> roles,
            Map<String, Endpoint> functions,
            List<Prefix> prefixes,
            Map<String, Endpoint> services,
            boolean readable) {
        this.roles = Map.copyOf(roles);
        this.functions = Map.copyOf(functions);
        this.prefixes = List.copyOf(prefixes);
        this.services = Map.copyOf(services);
        this.readable = readable;
    }

    /** An endpoint that this version cannot call is kept as one that fails each call, not left to another target. */
    static TenantTargets of(TargetsRecord record) {
        Map<String, RoleSigners> roles = new HashMap<>();
        for (RoleCredentials role : record.roles()) {
            roles.put(role.roleArn(), new RoleSigners(role));
        }
        Map<String, Endpoint> functions = new HashMap<>();
        List<Prefix> prefixes = new ArrayList<>();
        for (FunctionEndpoint function : record.functions()) {
            String arn = function.functionArn();
            Endpoint endpoint = Endpoint.parse(function.endpoint());
            if (arn.endsWith("*")) {
                prefixes.add(new Prefix(arn.substring(0, arn.length() - 1), endpoint));
            } else {
                functions.put(arn, endpoint);
            }
        }
        prefixes.sort(
                Comparator.comparingInt((Prefix prefix) -> prefix.beginning().length())
                        .reversed());
        Map<String, Endpoint> services = new HashMap<>();
        for (ServiceEndpoint service : record.services()) {
            services.put(service.service(), Endpoint.parse(service.endpoint()));
        }
        return new TenantTargets(roles, functions, prefixes, services, true);
    }

    /** Who signs for a role; null when no credentials are stored for it. */
    public @Nullable RoleSigners role(String roleArn) {
        return roles.get(roleArn);
    }

    /** Where a function is invoked, the longest match; null when nothing stored matches. */
    public @Nullable Endpoint function(String functionArn) {
        Endpoint exact = functions.get(functionArn);
        if (exact != null) {
            return exact;
        }
        for (int index = 0; index < prefixes.size(); index++) {
            if (functionArn.startsWith(prefixes.get(index).beginning())) {
                return prefixes.get(index).endpoint();
            }
        }
        return null;
    }

    /** Where a service is called; null when AWS itself is. */
    public @Nullable Endpoint service(String service) {
        return readable ? services.get(service) : Endpoint.UNUSABLE;
    }
}
