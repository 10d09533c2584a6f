package dev.sluice.data.stage;

import dev.sluice.contracts.stages.StageKey;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One stage of the table. Loops read {@link #lookup()} and may start a compilation; every other change is made by a
 * worker that holds this entry's monitor. No lookup at all means packed.
 */
final class StageEntry {
    private static final VarHandle LOOKUP;

    static {
        try {
            LOOKUP = MethodHandles.lookup().findVarHandle(StageEntry.class, "lookup", Lookup.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final StageKey key;
    private final TenantState tenant;
    private long revision;
    private @Nullable StageSource source;
    private volatile @Nullable Lookup lookup;
    private long compiledBytes;
    private boolean live;
    private long failedRevision = -1;
    private volatile int lastUsed;

    StageEntry(StageKey key, TenantState tenant) {
        this.key = key;
        this.tenant = tenant;
    }

    StageKey key() {
        return key;
    }

    TenantState tenant() {
        return tenant;
    }

    long revision() {
        return revision;
    }

    /** True between register or replace and remove. */
    boolean live() {
        return live;
    }

    void live(boolean now) {
        live = now;
    }

    StageSource source() {
        return Objects.requireNonNull(source, "a stage that serves has a source");
    }

    @Nullable
    Lookup lookup() {
        return lookup;
    }

    @Nullable
    CompiledStage compiled() {
        return lookup instanceof Lookup.Found(CompiledStage stage) ? stage : null;
    }

    void pack(long newRevision, StageSource packed) {
        revision = newRevision;
        source = packed;
        lookup = null;
    }

    void serve(long newRevision, StageSource packed, CompiledStage compiled) {
        revision = newRevision;
        source = packed;
        lookup = new Lookup.Found(compiled);
    }

    void remove(long newRevision, Lookup unknown) {
        revision = newRevision;
        source = null;
        lookup = unknown;
    }

    Lookup fail(String reason) {
        Lookup failed = new Lookup.Failed(reason);
        lookup = failed;
        return failed;
    }

    /** A stage whose only snapshot is refused exists, so it is unavailable rather than unknown. */
    void failIfNothingServes(String reason) {
        if (source == null) {
            fail(reason);
        }
    }

    /** Whether this is the first time that the revision could not be served, so that it is logged once. */
    boolean firstFailureOf(long revisionAtHand) {
        boolean first = failedRevision != revisionAtHand;
        failedRevision = revisionAtHand;
        return first;
    }

    /** Back to packed, if it is compiled and can be opened again. */
    void evict() {
        if (source != null && lookup instanceof Lookup.Found) {
            lookup = null;
        }
    }

    /** The lookup that others see from now on: the given one, or one that came first. */
    Lookup startCompiling(Compiling mine) {
        Lookup witness = (Lookup) LOOKUP.compareAndExchange(this, (Lookup) null, (Lookup) mine);
        return witness == null ? mine : witness;
    }

    void stopCompiling(Compiling mine) {
        LOOKUP.compareAndSet(this, (Lookup) mine, (Lookup) null);
    }

    long compiledBytes() {
        return compiledBytes;
    }

    void compiledBytes(long bytes) {
        compiledBytes = bytes;
    }

    int lastUsed() {
        return lastUsed;
    }

    void lastUsed(int turn) {
        lastUsed = turn;
    }
}
