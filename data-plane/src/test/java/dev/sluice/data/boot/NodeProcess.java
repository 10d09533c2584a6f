package dev.sluice.data.boot;

import dev.sluice.fixtures.ChildProcess;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The built node in a process of its own, on free ports, with no broker. */
final class NodeProcess implements AutoCloseable {
    private final ChildProcess process;

    private NodeProcess(ChildProcess process) {
        this.process = process;
    }

    static NodeProcess start(Map<String, String> settings) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx128m",
                "-XX:+UseSerialGC",
                // Its start is most of what it does.
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dsluice.kafka.bootstrap-servers=127.0.0.1:1",
                "-Dsluice.path-form=true"));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
        return new NodeProcess(ChildProcess.start(command));
    }

    ChildProcess process() {
        return process;
    }

    int trafficPort() {
        return Integer.parseInt(process.awaitLine("The node listens for traffic.*port=(\\d+)"));
    }

    int tlsPort() {
        return Integer.parseInt(process.awaitLine("The node listens for TLS.*port=(\\d+)"));
    }

    int managementPort() {
        return Integer.parseInt(process.awaitLine("Listening on: http://127.0.0.1:(\\d+)"));
    }

    Response management(String path) {
        return RestAssured.given().port(managementPort()).get(path);
    }

    Response traffic(String path) {
        return RestAssured.given().port(trafficPort()).get(path);
    }

    @Override
    public void close() {
        process.close();
    }
}
