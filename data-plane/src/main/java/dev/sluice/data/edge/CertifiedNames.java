package dev.sluice.data.edge;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The hosts that a certificate speaks for: names, names with a star for one label, addresses (domains-and-endpoints 2).
 * Immutable.
 */
public final class CertifiedNames {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private final Set<String> exact = new HashSet<>();
    private final Set<String> behindStar = new HashSet<>();
    private final Set<InetAddress> addresses = new HashSet<>();

    private CertifiedNames() {}

    /**
     * Reads the alternative names of a certificate.
     *
     * @throws CertificateParsingException when they are not in order
     */
    public static CertifiedNames of(X509Certificate certificate) throws CertificateParsingException {
        CertifiedNames names = new CertifiedNames();
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        if (alternatives != null) {
            for (List<?> each : alternatives) {
                if (each.get(1) instanceof String text) {
                    names.add((Integer) each.get(0), text.toLowerCase(Locale.ROOT));
                }
            }
        }
        return names;
    }

    private void add(int kind, String text) {
        if (kind == IP_ADDRESS) {
            addresses.add(InetAddress.ofLiteral(text));
        } else if (kind == DNS_NAME && text.startsWith("*.")) {
            behindStar.add(text.substring(2));
        } else if (kind == DNS_NAME) {
            exact.add(text);
        }
    }

    /** Whether a valid host or host:port is among them. */
    public boolean cover(String host) {
        if (host.startsWith("[")) {
            return isAddress(host.substring(1, host.indexOf(']')));
        }
        int colon = host.indexOf(':');
        String name = (colon < 0 ? host : host.substring(0, colon)).toLowerCase(Locale.ROOT);
        String rooted = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (exact.contains(rooted)) {
            return true;
        }
        int dot = rooted.indexOf('.');
        return (dot > 0 && behindStar.contains(rooted.substring(dot + 1)))
                || (!rooted.isEmpty() && Character.isDigit(rooted.charAt(0)) && isAddress(rooted));
    }

    private boolean isAddress(String text) {
        if (addresses.isEmpty()) {
            return false;
        }
        try {
            return addresses.contains(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
