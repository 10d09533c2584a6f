package dev.sluice.control.platform.browsers;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.regex.Pattern;

/** The console as browsers see it. A setting that is no origin stops the start. */
@Singleton
@Startup
public class ConsoleAddress {
    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9._\\[\\]:-]+");

    private static final Pattern OWN_MACHINE = Pattern.compile("http://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?");

    private static final Pattern DEFAULT_PORT = Pattern.compile("http://.+:80|https://.+:443");

    private final String origin;

    ConsoleAddress(ConsoleSettings settings) {
        origin = checked(settings.address());
    }

    static String checked(String address) {
        String text = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        if (!ORIGIN.matcher(text).matches()) {
            throw new ConfigurationException("sluice.console.address is " + address
                    + ", and must be http or https, a host and perhaps a port, without a path");
        }
        String origin = text.toLowerCase(Locale.ROOT);
        if (origin.startsWith("http:") && !OWN_MACHINE.matcher(origin).matches()) {
            // Browsers keep the session's cookie nowhere else, and the user pool takes no such callback URL.
            throw new ConfigurationException(
                    "sluice.console.address is " + address + ", and must be https unless it is on localhost");
        }
        return withoutDefaultPort(origin);
    }

    /** As browsers write an origin. */
    private static String withoutDefaultPort(String origin) {
        return DEFAULT_PORT.matcher(origin).matches() ? origin.substring(0, origin.lastIndexOf(':')) : origin;
    }

    /**
     * Whether a request came to the console by its own address.
     *
     * @param host of the request, with its port if it names one
     */
    public boolean isOwn(String host) {
        String scheme = origin.substring(0, origin.indexOf("//") + 2);
        return withoutDefaultPort(scheme + host.toLowerCase(Locale.ROOT)).equals(origin);
    }

    /** Scheme, host and port; no port where it is the scheme's own. */
    public String origin() {
        return origin;
    }

    /** Where the issuer sends browsers after a sign-in. */
    public String callback() {
        return origin + "/console/sign-in/callback";
    }

    /** Where it sends them after a sign-out. */
    public String home() {
        return origin + "/console/";
    }
}
