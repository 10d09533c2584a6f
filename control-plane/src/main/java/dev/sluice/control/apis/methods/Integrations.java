package dev.sluice.control.apis.methods;

import dev.sluice.control.apis.integrations.Integration;
import dev.sluice.control.apis.integrations.IntegrationDraft;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.tenants.CurrentLimits;
import dev.sluice.control.tenants.Limit;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands behind methods. An integration is part of its method's row. */
@Singleton
public class Integrations {
    private final Methods methods;
    private final CurrentLimits limits;

    Integrations(Methods methods, CurrentLimits limits) {
        this.methods = methods;
        this.limits = limits;
    }

    public Integration require(MethodKey key) {
        return existing(methods.require(key).definition().integration());
    }

    /** Replaces the integration; its responses go with the old one. */
    public Integration put(MethodKey key, IntegrationDraft draft) {
        var method = methods.change(key, owner -> owner.integration = draft.build(maxTimeoutMillis()));
        return existing(method.definition().integration());
    }

    public Integration update(MethodKey key, List<PatchOperation> operations) {
        var method = methods.change(
                key, owner -> owner.integration = existing(owner.integration).patched(operations, maxTimeoutMillis()));
        return existing(method.definition().integration());
    }

    /** The method stays. */
    public void delete(MethodKey key) {
        methods.change(key, owner -> {
            existing(owner.integration);
            owner.integration = null;
        });
    }

    private int maxTimeoutMillis() {
        return limits.get().of(Limit.TIMEOUT);
    }

    /** The integration of a method; refuses when it has none. */
    public static Integration existing(@Nullable Integration integration) {
        if (integration == null) {
            throw unknown();
        }
        return integration;
    }

    static ProblemException unknown() {
        return ProblemException.notFound("Invalid Integration identifier specified");
    }
}
