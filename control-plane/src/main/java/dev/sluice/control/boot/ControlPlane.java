package dev.sluice.control.boot;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.jspecify.annotations.Nullable;

/** Runs the control plane until it is asked to stop. What keeps it from starting is one sentence and exit code 1. */
@QuarkusMain
public final class ControlPlane {
    private ControlPlane() {}

    /** The process. */
    public static void main(String... arguments) {
        Quarkus.run(null, ControlPlane::exit, arguments);
    }

    private static void exit(int code, @Nullable Throwable failure) {
        if (failure != null) {
            System.err.println(StartFailure.sentence(failure));
        }
        System.exit(failure == null ? code : 1);
    }
}
