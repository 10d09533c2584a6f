package dev.sluice.quickstart.services;

import dev.sluice.quickstart.settings.Lookup;
import dev.sluice.quickstart.settings.Ports.Port;
import dev.sluice.quickstart.settings.Settings;
import dev.sluice.quickstart.settings.StartFailed;
import dev.sluice.quickstart.state.Secrets;
import dev.sluice.quickstart.state.StateFolder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings that each service is given, by key. Secrets are passed as file names, never as values. */
public record ServiceSettings(Settings settings, StateFolder state) {
    /** A quickstart is for trying things out on one machine, so its own loopback origins are reachable. */
    private static final String LOOPBACK = "127.0.0.0/8,::1";

    private static final String OPTION = "-D";

    /** What a start is told too, and tells the services in its turn. */
    private static final Set<String> PASSED_ON = Set.of(
            "sluice.region",
            "sluice.partition",
            "sluice.control.port",
            "sluice.authorizer.port",
            "sluice.origins.allow");

    public SortedMap<String, String> controlPlane() {
        var keys = new KeyFolder(state.keys());
        var all = shared();
        all.putAll(database());
        all.put("sluice.control.port", "" + settings.ports().control().number());
        all.put("sluice.authorizer.address", authorizerAddress());
        all.put("sluice.keys.master.file", "" + keys.master());
        all.put("sluice.keys.signing.file", "" + keys.signing());
        all.put("sluice.credentials.file", "" + state.credentials());
        all.put("sluice.credentials.endpoint", settings.controlAddress());
        return all;
    }

    /** Of a gateway node; index 0 is node-1. */
    public SortedMap<String, String> node(int index) {
        var ports = settings.ports().nodes().get(index);
        var all = shared();
        all.put("sluice.node.tls.port", "" + ports.tls().number());
        // One certificate for all nodes, so that a client trusts the installation once.
        all.put("sluice.node.tls.folder", "" + state.tls());
        all.put("sluice.origins.authorizer-service", authorizerAddress());
        all.put("sluice.pools.url", poolsUrl());
        all.putAll(Map.of(
                "sluice.node.id",
                nodeName(index),
                "sluice.node.traffic.port",
                "" + ports.traffic().number(),
                "sluice.node.management.port",
                "" + ports.management().number(),
                "sluice.node.spool",
                "" + state.spool(nodeName(index)),
                "sluice.keys.signing-public.file",
                "" + new KeyFolder(state.keys()).signingPublic(),
                "sluice.path-form",
                "true",
                "sluice.origins.allow",
                allowedOrigins(),
                // Whatever is allowed, never the installation itself.
                "sluice.origins.own-addresses",
                ownAddresses()));
        return all;
    }

    public SortedMap<String, String> authorizer() {
        var all = shared();
        all.putAll(database());
        all.put("sluice.authorizer.port", "" + settings.ports().authorizer().number());
        // Not every resolver knows the hosts of user pools, so paths stand for them.
        all.put("sluice.path-form", "true");
        all.put("sluice.pools.url", poolsUrl());
        all.put("sluice.keys.signing-public.file", "" + new KeyFolder(state.keys()).signingPublic());
        return all;
    }

    /** Refuses a setting that no service would see, because the launcher gives it another value. */
    public void requireReachable(Lookup lookup) {
        var own = new TreeSet<String>();
        List.of(controlPlane(), node(0), authorizer()).forEach(told -> own.addAll(told.keySet()));
        for (String key : own) {
            if (settings.jvmOptions().stream().anyMatch(option -> (option + "=").startsWith(OPTION + key + "="))) {
                throw unreachable(OPTION + key + " in SLUICE_JVM_OPTIONS");
            }
            if (!PASSED_ON.contains(key) && lookup.text(key).isPresent()) {
                throw unreachable(Lookup.environmentName(key));
            }
        }
    }

    private static StartFailed unreachable(String setting) {
        return new StartFailed(
                "%s cannot be chosen, since ./sluice start sets it itself: leave it out; quickstart/README.md lists what a start can be told."
                        .formatted(setting));
    }

    static String nodeName(int index) {
        return "node-" + (index + 1);
    }

    private SortedMap<String, String> shared() {
        return new TreeMap<>(Map.of(
                "sluice.region",
                settings.region(),
                "sluice.partition",
                settings.partition(),
                "sluice.kafka.bootstrap-servers",
                "127.0.0.1:" + settings.ports().kafka().number(),
                "sluice.keys.cell.file",
                "" + new KeyFolder(state.keys()).cell()));
    }

    /** The control plane and the authorizer service share a database, each with a schema of its own. */
    private Map<String, String> database() {
        var secrets = new Secrets(state.keys());
        return Map.of(
                "sluice.database.url",
                "jdbc:postgresql://127.0.0.1:%d/sluice"
                        .formatted(settings.ports().postgres().number()),
                "sluice.database.owner.password-file",
                "" + secrets.file(Secrets.OWNER),
                "sluice.database.app.password-file",
                "" + secrets.file(Secrets.APP),
                "sluice.database.system.password-file",
                "" + secrets.file(Secrets.SYSTEM));
    }

    private String authorizerAddress() {
        return "127.0.0.1:" + settings.ports().authorizer().number();
    }

    /** What tokens name as their issuer, and nodes know them by. */
    private String poolsUrl() {
        return "http://localhost:" + settings.ports().authorizer().number();
    }

    private String allowedOrigins() {
        return settings.allowedOrigins().isEmpty() ? LOOPBACK : LOOPBACK + "," + settings.allowedOrigins();
    }

    private String ownAddresses() {
        return settings.ports().all().stream()
                .map(Port::number)
                .flatMap(port -> Stream.of("127.0.0.1:" + port, "localhost:" + port))
                .collect(Collectors.joining(","));
    }
}
