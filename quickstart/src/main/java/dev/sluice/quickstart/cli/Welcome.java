package dev.sluice.quickstart.cli;

import dev.sluice.quickstart.settings.Settings;
import dev.sluice.quickstart.state.StateFolder;
import java.util.stream.Collectors;

/**
 * What a person reads when everything is ready.
 *
 * @param console where the console is and how to sign in to it
 */
record Welcome(Settings settings, String console) {
    String text() {
        var state = new StateFolder(settings.state());
        var traffic = settings.ports().nodes().stream()
                .map(node -> "http://localhost:" + node.traffic().number())
                .collect(Collectors.joining(" "));
        var secure = settings.ports().nodes().stream()
                .map(node -> "https://localhost:" + node.tls().number())
                .collect(Collectors.joining(" "));
        return """

                Sluice is ready.

                  management API   %1$s
                  console          %2$s
                  tenant traffic   %3$s
                                   %7$s  (self-signed: curl --cacert '%8$s')
                  credentials      %4$s  (profiles: default, the first tenant; platform, the operator)

                APIs may call origins on this machine (127.0.0.0/8, ::1) and on the internet%9$s.
                Point AWS clients at it (the aws CLI from 2.13 or 1.29 on; an older one would call the real AWS):

                  export AWS_SHARED_CREDENTIALS_FILE='%4$s'
                  export AWS_CONFIG_FILE='%5$s'

                  curl %6$s/ping
                  ./sluice demo
                """.formatted(
                        settings.controlAddress(),
                        console,
                        traffic,
                        state.credentials(),
                        state.clientConfig(),
                        traffic.split(" ", 2)[0],
                        secure,
                        state.tls().resolve("tls.crt"),
                        privateOrigins());
    }

    private String privateOrigins() {
        return settings.allowedOrigins().isEmpty()
                ? "; in private networks those that SLUICE_ORIGINS_ALLOW names"
                : ", and " + settings.allowedOrigins() + " (SLUICE_ORIGINS_ALLOW)";
    }
}
