package dev.sluice.control.bootstrap;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.util.Optional;

/** What the first start leaves behind for people. */
@ConfigMapping(prefix = "sluice.credentials")
public interface BootstrapSettings {
    /** Where the access keys of the first tenant and the operator go; without it they are not made. */
    Optional<Path> file();

    /** Replaces both keys at this start and writes the file anew: the way back when the file was lost. */
    @WithName("renew")
    @WithDefault("false")
    boolean renew();

    /** The endpoint that the file {@code config} beside it names. */
    @WithDefault("http://localhost:${sluice.control.port:8080}")
    String endpoint();
}
