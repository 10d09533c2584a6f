package dev.sluice.quickstart.demo;

import dev.sluice.quickstart.settings.StartFailed;
import dev.sluice.quickstart.state.PidFiles;
import dev.sluice.quickstart.state.ProcessIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A real HTTP server in front of which the demo puts an API: the JDK's {@code jwebserver} over a folder. */
final class DemoOrigin implements AutoCloseable {
    private static final String NAME = "demo-origin";
    private static final Pattern URL = Pattern.compile("URL (http://\\S+)");

    private final Process process;
    private final PidFiles pidFiles;
    private final URI address;

    private DemoOrigin(Process process, PidFiles pidFiles, URI address) {
        this.process = process;
        this.pidFiles = pidFiles;
        this.address = address;
    }

    /** Starts it on a free loopback port, after ending the one that a killed demo may have left. */
    static DemoOrigin start(Path folder, PidFiles pidFiles) throws IOException {
        pidFiles.read(NAME).flatMap(ProcessIdentity::handle).ifPresent(ProcessHandle::destroyForcibly);
        var program = Path.of(System.getProperty("java.home"), "bin", "jwebserver");
        var process = new ProcessBuilder(program.toString(), "-b", "127.0.0.1", "-p", "0", "-d", folder.toString())
                .redirectErrorStream(true)
                .start();
        var identity = ProcessIdentity.of(process.pid());
        if (identity.isPresent()) {
            pidFiles.write(NAME, identity.get());
        }
        return new DemoOrigin(process, pidFiles, address(process.inputReader()));
    }

    private static URI address(BufferedReader output) throws IOException {
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            var url = URL.matcher(line);
            if (url.find()) {
                return URI.create(url.group(1));
            }
        }
        throw new StartFailed("The JDK's jwebserver, the demo's origin, did not start.");
    }

    URI address() {
        return address;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        pidFiles.delete(NAME);
    }
}
