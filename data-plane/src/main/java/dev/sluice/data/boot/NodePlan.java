package dev.sluice.data.boot;

import dev.sluice.aws.arn.Arns;
import dev.sluice.aws.arn.Partition;
import dev.sluice.contracts.records.Topics;
import dev.sluice.data.boot.tls.CertificateSource;
import dev.sluice.data.edge.EdgeSettings;
import dev.sluice.data.edge.PrivateListener;
import dev.sluice.data.origin.AddressRules;
import dev.sluice.data.routing.HostForms;
import dev.sluice.data.sync.KafkaAccess;
import dev.sluice.data.targets.FunctionPeer;
import dev.sluice.data.telemetry.ExecutionLogs;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All settings of the node, turned into what its parts take. Each method refuses what cannot be used in a sentence. */
@Singleton
final class NodePlan {
    private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "[::]", "*");
    private static final Pattern BOOTSTRAP =
            Pattern.compile("(?:[A-Za-z_]+://)?((?:\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+):[0-9]{1,5})");

    private static final Pattern POOL_URL = Pattern.compile("https?://[A-Za-z0-9._\\[\\]:-]+(/[A-Za-z0-9._~/-]*)?");
    private static final Pattern SLASHES = Pattern.compile("/+$");

    private static final Pattern HOST_AND_PORT = Pattern.compile("([A-Za-z0-9._-]+):([1-9][0-9]{0,4})");

    private final InstallationSettings installation;
    private final NodeSettings node;
    private final EdgeLimitSettings edge;
    private final OriginSettings origins;
    private final KafkaSettings kafka;
    private final KeySettings keys;

    NodePlan(
            InstallationSettings installation,
            NodeSettings node,
            EdgeLimitSettings edge,
            OriginSettings origins,
            KafkaSettings kafka,
            KeySettings keys) {
        this.installation = installation;
        this.node = node;
        this.edge = edge;
        this.origins = origins;
        this.kafka = kafka;
        this.keys = keys;
    }

    /** Refuses every number that is out of range, before any part starts. */
    NodePlan checked() {
        node.check();
        checkPartition();
        var _ = logs();
        var _ = edge.limits();
        var _ = edge.sources();
        var _ = edge.http2Limits();
        var _ = origins.limits();
        var _ = poolUrl();
        var _ = privates();
        checkBodies();
        return this;
    }

    private void checkPartition() {
        try {
            Partition.checked(installation.partition());
        } catch (IllegalArgumentException malformed) {
            throw new NodeRefused(String.valueOf(malformed.getMessage()), malformed);
        }
    }

    /** Half of the memory is a tenant's that is alone; the largest body and what a template makes of it fit in. */
    private void checkBodies() {
        long largest = Math.max(edge.limits().bodyBytes(), origins.limits().bodyBytes());
        if (node.bodies().asLongValue() < 4 * largest) {
            throw new NodeRefused("The setting sluice.node.bodies is "
                    + node.bodies().asLongValue()
                    + " and has to be at least four times sluice.edge.body and sluice.origins.body.");
        }
    }

    NodeSettings node() {
        return node;
    }

    OriginSettings origins() {
        return origins;
    }

    NodeKeys keys() {
        return NodeKeys.read(keys);
    }

    Topics topics() {
        return Topics.ofCell(installation.cell().orElse(""));
    }

    /** The ARNs of this installation. */
    Arns arns() {
        return new Arns(installation.partition(), installation.region());
    }

    Path spool() {
        return node.spool()
                .orElseThrow(() -> new NodeRefused(
                        "The setting sluice.node.spool is missing: a node keeps its configuration in that folder."));
    }

    /** Where the execution logs of stages go: into the spool, which no other node uses, unless told otherwise. */
    ExecutionLogs.Settings logs() {
        return node.logs().settings(node.spool().orElse(Path.of("spool")).resolve("logs"));
    }

    String internalAddress() {
        String host = node.management().host();
        String advertised = node.management().advertisedHost().orElseGet(() -> isWildcard(host) ? machine() : host);
        return advertised + ":" + node.management().port();
    }

    private static boolean isWildcard(String host) {
        return WILDCARDS.contains(host);
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new NodeRefused(
                    "The name of this machine cannot be found out: set sluice.node.management.advertised-host.", e);
        }
    }

    /** Where this node listens, on whichever of its addresses that is, and where Kafka does. */
    List<String> listeners() {
        var listeners = new ArrayList<>(
                List.of("*:" + node.traffic().port(), "*:" + node.management().port()));
        if (node.tls().enabled()) {
            listeners.add("*:" + node.tls().port());
        }
        privates().forEach(each -> listeners.add("*:" + each.port()));
        for (String server : kafka.bootstrapServers().split(",", -1)) {
            var address = BOOTSTRAP.matcher(server.strip());
            if (!address.matches()) {
                throw new NodeRefused("The setting sluice.kafka.bootstrap-servers has to be a list of host:port, and "
                        + server + " is none.");
            }
            listeners.add(address.group(1));
        }
        return listeners;
    }

    KafkaAccess kafka() {
        try {
            return new KafkaAccess(kafka.bootstrapServers(), kafka.clientPropertiesFile());
        } catch (IOException e) {
            throw new NodeRefused(
                    "The file " + kafka.clientPropertiesFile().orElseThrow()
                            + " of the setting sluice.kafka.client-properties-file cannot be read.",
                    e);
        }
    }

    AddressRules addressRules() {
        try {
            var own = new ArrayList<>(listeners());
            own.add(origins.authorizerService());
            return origins.rules(
                    own, Map.of(FunctionPeer.HOST, authorizerService().group(1)));
        } catch (IllegalArgumentException e) {
            throw new NodeRefused(
                    "The settings sluice.origins.allow and sluice.origins.own-addresses cannot be read: "
                            + e.getMessage() + ".",
                    e);
        }
    }

    /** The installation's own host of functions. */
    FunctionPeer functionPeer() {
        return new FunctionPeer(
                Integer.parseInt(authorizerService().group(2)), NodeKeys.cell(keys), installation.region());
    }

    /** What stands in front of a pool's id in its issuer, as the authorizer service writes it. */
    String poolUrl() {
        String url = installation
                .pools()
                .url()
                .orElse("https://cognito-idp." + installation.region() + "."
                        + installation.endpoint().suffix());
        if (!POOL_URL.matcher(url).matches()) {
            throw new NodeRefused("The setting sluice.pools.url is " + url
                    + " and has to be an http or https address with neither query nor fragment.");
        }
        return SLASHES.matcher(url).replaceFirst("");
    }

    private Matcher authorizerService() {
        Matcher parts = HOST_AND_PORT.matcher(origins.authorizerService());
        if (!parts.matches()) {
            throw new NodeRefused("The setting sluice.origins.authorizer-service has to be host:port, and "
                    + origins.authorizerService() + " is not.");
        }
        return parts;
    }

    EdgeSettings traffic() {
        return new EdgeSettings(
                node.traffic().host(),
                node.traffic().port(),
                new HostForms(installation.region(), installation.endpoint().suffix()),
                installation.pathForm(),
                edge.limits(),
                edge.sources(),
                node.tls().enabled() ? secure() : null,
                privates());
    }

    private List<PrivateListener> privates() {
        return VpcEndpoints.listeners(node.vpcEndpoints(), node.tls().enabled());
    }

    private EdgeSettings.Secure secure() {
        return new EdgeSettings.Secure(node.tls().port(), node.tls().handshakeTime(), edge.http2Limits());
    }

    /** Where the certificate comes from; null when the node does not listen for TLS. */
    @Nullable
    CertificateSource certificates() {
        NodeSettings.Tls tls = node.tls();
        if (!tls.enabled()) {
            return null;
        }
        if (tls.certificateFile().isPresent() != tls.keyFile().isPresent()) {
            throw new NodeRefused("The settings sluice.node.tls.certificate-file and sluice.node.tls.key-file belong"
                    + " together, and only one of them is there.");
        }
        if (tls.certificateFile().isPresent()) {
            return new CertificateSource.Given(
                    tls.certificateFile().get(), tls.keyFile().orElseThrow());
        }
        return new CertificateSource.Own(tls.folder().orElseGet(() -> spool().resolve("tls")), certifiedHosts());
    }

    /** What a self-signed certificate speaks for: this machine, the hosts of all APIs in both forms, and those of VPC endpoints. */
    private List<String> certifiedHosts() {
        String suffix = installation.endpoint().suffix();
        String region = installation.region();
        var hosts = new ArrayList<>(List.of(
                "localhost", "127.0.0.1", "::1", "*.execute-api." + region + "." + suffix, "*.execute-api." + suffix));
        if (!node.vpcEndpoints().isEmpty()) {
            hosts.add("*.execute-api." + region + ".vpce." + suffix);
        }
        return hosts;
    }
}
