package dev.sluice.data.boot;

import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An interface endpoint of a private network, and where its calls arrive (domains-and-endpoints 9). */
interface VpcEndpointSettings {
    /** Its id, for example vpce-1a2b3c4d. */
    Optional<String> id();

    /** The network that it stands in, for example vpc-1a2b3c4d. */
    Optional<String> vpc();

    /** Whose it is. */
    Optional<String> account();

    /** File of its policy (JSON); absent: it allows everything. */
    Optional<Path> policyFile();

    @WithDefault("127.0.0.1")
    String host();

    /** For plain HTTP; absent: none. */
    Optional<Integer> port();

    /** For TLS; absent: none. */
    Optional<Integer> tlsPort();

    /** Addresses and ranges of a network layer that begins each connection with a PROXY header; absent: there is none. */
    Optional<List<String>> proxyProtocol();
}
