package dev.sluice.control.boot;

import dev.sluice.service.start.ServiceProcess;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The main class of the control plane. */
@QuarkusMain
public final class ControlPlane {
    private ControlPlane() {}

    /** The process. */
    public static void main(String... arguments) {
        ServiceProcess.run("control plane", "sluice.control", arguments);
    }
}
