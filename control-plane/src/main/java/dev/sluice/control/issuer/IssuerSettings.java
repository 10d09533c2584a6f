package dev.sluice.control.issuer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Who signs people in to the console, and for how long. */
@ConfigMapping(prefix = "sluice.sign-in")
public interface IssuerSettings {
    /** An OpenID Connect provider; without it the platform's own user pool. */
    Optional<String> issuer();

    /** The client that the provider knows the console as. */
    Optional<String> clientId();

    /** A file with its secret; without it the client is a public one. */
    Optional<Path> clientSecretFile();

    /** The one algorithm that ID tokens may be signed by. */
    @WithDefault("RS256")
    String algorithm();

    /** The longest time from a sign-in to the next. */
    @WithDefault("12H")
    Duration sessionLength();

    /** A session that is not used for so long ends. */
    @WithDefault("1H")
    Duration idleTime();

    /** Failed sign-ins that come back per minute and source address before further ones are refused; ten times as many begin. */
    @WithDefault("30")
    int failuresPerAddress();
}
