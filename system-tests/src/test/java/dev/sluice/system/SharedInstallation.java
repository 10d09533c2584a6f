package dev.sluice.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands tests the one installation with two nodes that all of them share; started at first use, stopped at the end. */
public final class SharedInstallation implements ParameterResolver {
    static final int NODES = 2;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Installation.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(SharedInstallation.class))
                .computeIfAbsent(Running.class, _ -> Running.begin(), Running.class)
                .installation();
    }

    private record Running(Installation installation) implements AutoCloseable {
        static Running begin() {
            try {
                Path folder = Files.createTempDirectory("sluice-system-tests");
                return new Running(Installation.start(folder.resolve("state"), NODES));
            } catch (IOException e) {
                throw new IllegalStateException("no folder for the installation", e);
            }
        }

        @Override
        public void close() {
            installation.close();
        }
    }
}
