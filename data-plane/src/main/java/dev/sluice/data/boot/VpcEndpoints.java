package dev.sluice.data.boot;

import dev.sluice.aws.iam.MalformedPolicy;
import dev.sluice.aws.iam.ResourcePolicy;
import dev.sluice.aws.net.TrustedProxies;
import dev.sluice.data.edge.PrivateListener;
import dev.sluice.data.pipeline.VpcEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns the settings of VPC endpoints into the sockets of their calls; refuses what cannot be used in a sentence. */
final class VpcEndpoints {
    private static final String SETTINGS = "sluice.node.vpc-endpoints.";
    private static final int MOST = 100;

    private static final Pattern ID = Pattern.compile("vpce-[a-z0-9]{1,40}");
    private static final Pattern VPC = Pattern.compile("vpc-[a-z0-9]{1,40}");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    private final Map<String, VpcEndpointSettings> settings;
    private final boolean hasCertificate;
    private final Map<String, String> nameOfId = new HashMap<>();
    private final Map<Address, Door> doors = new LinkedHashMap<>();

    /** Where to listen; a free port is whose first it is. */
    private record Address(String host, int port, String owner) {}

    /** Whose calls arrive at an address, and who was the first to name it. */
    private record Door(
            String name, boolean secure, @Nullable List<String> layer, List<VpcEndpoint> endpoints) {}

    private VpcEndpoints(Map<String, VpcEndpointSettings> settings, boolean hasCertificate) {
        this.settings = new TreeMap<>(settings);
        this.hasCertificate = hasCertificate;
    }

    /** The sockets, one for each address, in the order of the endpoints' names. */
    static List<PrivateListener> listeners(Map<String, VpcEndpointSettings> settings, boolean hasCertificate) {
        return new VpcEndpoints(settings, hasCertificate).listeners();
    }

    private List<PrivateListener> listeners() {
        if (settings.size() > MOST) {
            throw new NodeRefused("The settings " + SETTINGS + "* name " + settings.size()
                    + " VPC endpoints, and a node takes at most " + MOST + ".");
        }
        settings.forEach(this::open);
        List<PrivateListener> listeners = new ArrayList<>();
        doors.forEach((address, door) -> listeners.add(listener(address, door)));
        return listeners;
    }

    private static PrivateListener listener(Address address, Door door) {
        return door.layer() == null
                ? PrivateListener.of(
                        address.host(),
                        address.port(),
                        door.secure(),
                        door.endpoints().getFirst())
                : PrivateListener.behind(
                        layer(door.name(), door.layer()),
                        address.host(),
                        address.port(),
                        door.secure(),
                        door.endpoints());
    }

    private static TrustedProxies layer(String name, List<String> ranges) {
        try {
            return TrustedProxies.of(ranges);
        } catch (IllegalArgumentException unreadable) {
            throw new NodeRefused(
                    "The setting " + SETTINGS + name + ".proxy-protocol holds " + unreadable.getMessage() + ".",
                    unreadable);
        }
    }

    private void open(String name, VpcEndpointSettings each) {
        VpcEndpoint endpoint = endpoint(name, each);
        if (each.port().isEmpty() && each.tlsPort().isEmpty()) {
            throw new NodeRefused("The VPC endpoint " + name + " has no listener: set " + SETTINGS + name + ".port, "
                    + SETTINGS + name + ".tls-port or both.");
        }
        each.port().ifPresent(port -> open(name, "port", each, port, endpoint));
        each.tlsPort().ifPresent(port -> {
            if (!hasCertificate) {
                throw new NodeRefused("The setting " + SETTINGS + name + ".tls-port needs a certificate, and"
                        + " sluice.node.tls.enabled is false: enable it, or set " + SETTINGS + name + ".port alone.");
            }
            open(name, "tls-port", each, port, endpoint);
        });
    }

    private void open(String name, String member, VpcEndpointSettings each, int port, VpcEndpoint endpoint) {
        Range.port(SETTINGS + name + "." + member, port);
        var address = new Address(each.host(), port, port == 0 ? name + "." + member : "");
        boolean secure = member.startsWith("tls");
        List<String> layer = each.proxyProtocol().orElse(null);
        Door open = doors.putIfAbsent(address, new Door(name, secure, layer, new ArrayList<>(List.of(endpoint))));
        if (open == null) {
            return;
        }
        if (layer == null || !layer.equals(open.layer()) || secure != open.secure()) {
            throw new NodeRefused(
                    "The setting " + SETTINGS + name + "." + member + " is " + port
                            + ", which the VPC endpoint " + open.name()
                            + " has: choose another one, or set the same proxy-protocol for both, whose header tells them apart.");
        }
        open.endpoints().add(endpoint);
    }

    private VpcEndpoint endpoint(String name, VpcEndpointSettings each) {
        String id = checked(name + ".id", each.id(), ID, "vpce-1a2b3c4d");
        String other = nameOfId.put(id, name);
        if (other != null) {
            throw new NodeRefused("The settings " + SETTINGS + other + ".id and " + SETTINGS + name + ".id are both "
                    + id + ": name each VPC endpoint once.");
        }
        String vpc = checked(name + ".vpc", each.vpc(), VPC, "vpc-1a2b3c4d");
        String account =
                each.account().isEmpty() ? null : checked(name + ".account", each.account(), ACCOUNT, "111122223333");
        return new VpcEndpoint(id, vpc, account, policy(name, each.policyFile()));
    }

    private static String checked(String setting, Optional<String> value, Pattern form, String example) {
        if (value.isEmpty()) {
            throw new NodeRefused("The setting " + SETTINGS + setting
                    + " is missing: every VPC endpoint has one, for example " + example + ".");
        }
        if (!form.matcher(value.get()).matches()) {
            throw new NodeRefused("The setting " + SETTINGS + setting + " is " + value.get()
                    + " and has to be of the form " + form.pattern() + ", for example " + example + ".");
        }
        return value.get();
    }

    private static @Nullable ResourcePolicy policy(String name, Optional<Path> file) {
        if (file.isEmpty()) {
            return null;
        }
        String named = "The file " + file.get() + " of the setting " + SETTINGS + name + ".policy-file ";
        try {
            return ResourcePolicy.parseOfEndpoint(Files.readString(file.get()));
        } catch (IOException unreadable) {
            throw new NodeRefused(named + "cannot be read.", unreadable);
        } catch (MalformedPolicy malformed) {
            throw new NodeRefused(named + "is no policy of a VPC endpoint: " + malformed.getMessage(), malformed);
        }
    }
}
