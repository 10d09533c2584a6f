package dev.sluice.data.templates;

import org.apache.velocity.exception.ResourceNotFoundException;
import org.apache.velocity.runtime.RuntimeServices;
import org.apache.velocity.runtime.resource.Resource;
import org.apache.velocity.runtime.resource.ResourceManager;
import org.jspecify.annotations.Nullable;

/** Velocity's door to files and the class path, closed. Public because Velocity makes it by name. */
public final class NoResources implements ResourceManager {
    @Override
    public void initialize(RuntimeServices services) {
        // nothing to prepare
    }

    @Override
    public Resource getResource(String name, int type, String encoding) {
        throw new ResourceNotFoundException("no resources");
    }

    @Override
    public @Nullable String getLoaderNameForResource(String name) {
        return null;
    }
}
