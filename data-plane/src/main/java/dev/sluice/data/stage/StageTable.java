package dev.sluice.data.stage;

import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.contracts.stages.StageKey;
import dev.sluice.contracts.stages.StageSnapshot;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Every stage of the node, by API id and stage name. Loops read without locks; workers change one stage under that
 * stage's own monitor, so a change costs the same however many stages there are. A stage is either packed (a
 * {@link StageSource}) or compiled; compiled ones are kept by recency under a budget of bytes.
 */
public final class StageTable {
    private static final Logger LOG = Logger.getLogger(StageTable.class);
    private static final Lookup NOT_CONFIGURED = new Lookup.NotConfigured();
    private static final Lookup UNKNOWN = new Lookup.Unknown();
    private static final Lookup SUSPENDED = new Lookup.Suspended();

    private final StageCompiler compiler;
    private final Executor workers;
    private final StageIndex index = new StageIndex();
    private final ConcurrentHashMap<String, TenantState> tenants = new ConcurrentHashMap<>();
    private final CompiledBudget budget;
    private final LongAdder failures = new LongAdder();
    private volatile boolean configured;

    /**
     * An empty table that is not yet configured.
     *
     * @param workers where stages are compiled for their first request; may refuse, then the request is shed
     * @param budgetBytes estimated memory of all compiled stages together; those used last are kept
     */
    public StageTable(StageCompiler compiler, Executor workers, long budgetBytes) {
        this.compiler = compiler;
        this.workers = workers;
        this.budget = new CompiledBudget(budgetBytes);
    }

    /** Makes a stage known without compiling it, at boot. An old revision is ignored. Any thread but a loop. */
    public void register(StageKey key, long revision, StageSource packed) {
        StageEntry entry = index.entry(key, tenant(key.tenant()));
        if (entry == null) {
            return;
        }
        synchronized (entry) {
            if (revision > entry.revision()) {
                budget.remove(entry);
                entry.pack(revision, packed);
                index.live(entry, true);
            }
        }
    }

    /**
     * Compiles a snapshot on the calling worker and swaps it in by one reference write; requests under way keep the
     * stage they began with. The revision at hand is taken again: its packed form may have become unreadable.
     *
     * @param packed where the same snapshot can be read again after the compiled form was evicted
     */
    public Replaced replace(StageSnapshot snapshot, StageSource packed) {
        StageEntry entry = index.entry(snapshot.key(), tenant(snapshot.key().tenant()));
        if (entry == null) {
            return new Replaced.Refused("the API id " + snapshot.key().api() + " belongs to another tenant");
        }
        Replaced result;
        synchronized (entry) {
            result = replaceIn(entry, snapshot, packed);
        }
        budget.evict();
        return result;
    }

    private Replaced replaceIn(StageEntry entry, StageSnapshot snapshot, StageSource packed) {
        if (snapshot.revision() < entry.revision()) {
            return new Replaced.Stale(entry.revision());
        }
        try {
            CompiledStage compiled = compiler.compile(snapshot, entry.compiled());
            budget.remove(entry);
            entry.serve(snapshot.revision(), packed, compiled);
            budget.add(entry, compiled);
            index.live(entry, true);
            return new Replaced.Served();
        } catch (StageRefused refused) {
            entry.failIfNothingServes(message(refused));
            return new Replaced.Refused(message(refused));
        }
    }

    /** Takes a stage away; from then on it is unknown, and older revisions stay out. False when the revision is old. */
    public boolean remove(StageKey key, long revision) {
        StageEntry entry = index.entry(key, tenant(key.tenant()));
        if (entry == null) {
            return false;
        }
        synchronized (entry) {
            if (revision <= entry.revision()) {
                return false;
            }
            budget.remove(entry);
            entry.remove(revision, UNKNOWN);
            index.live(entry, false);
            return true;
        }
    }

    /** Drops what is left of a removed stage, once its record is gone for good. Does nothing to a live stage. */
    public void forget(StageKey key) {
        index.forget(key);
    }

    /** Refuses, or serves again, every stage of a tenant; the next request sees it. Any thread. */
    public void suspend(String tenant, boolean suspended) {
        tenant(tenant).suspended(suspended);
    }

    /** All configuration is loaded: an unknown stage is from now on unknown, not maybe unknown. */
    public void configured() {
        configured = true;
    }

    public boolean isConfigured() {
        return configured;
    }

    /** Number of stages that are known and not removed. */
    public int size() {
        return index.live();
    }

    /** Estimated memory of the compiled stages. */
    public long compiledBytes() {
        return budget.bytes();
    }

    /** How often a stage could not be compiled for a request. */
    public long failures() {
        return failures.sum();
    }

    /** The stage for a request. Any loop; never blocks. */
    public Lookup find(String api, String stage) {
        StageEntry entry = index.find(api, stage);
        if (entry == null) {
            return configured ? UNKNOWN : NOT_CONFIGURED;
        }
        if (entry.tenant().suspended()) {
            return SUSPENDED;
        }
        Lookup lookup = entry.lookup();
        if (lookup instanceof Lookup.Found) {
            budget.used(entry);
            return lookup;
        }
        return lookup != null ? lookup : compileOnce(entry);
    }

    private Lookup compileOnce(StageEntry entry) {
        Compiling mine = new Compiling();
        Lookup winner = entry.startCompiling(mine);
        if (winner != mine) {
            return winner;
        }
        try {
            workers.execute(() -> compile(entry, mine));
        } catch (RejectedExecutionException _) {
            Lookup shed = new Lookup.Failed("the workers are busy");
            entry.stopCompiling(mine);
            mine.complete(shed);
            return shed;
        }
        return mine;
    }

    private void compile(StageEntry entry, Compiling mine) {
        Lookup outcome = new Lookup.Failed("the compiler failed");
        try {
            outcome = compiled(entry, mine);
        } finally {
            entry.stopCompiling(mine);
            mine.complete(outcome);
        }
        budget.evict();
    }

    private Lookup compiled(StageEntry entry, Compiling mine) {
        synchronized (entry) {
            if (entry.lookup() == mine) {
                return open(entry);
            }
        }
        Lookup other = find(entry.key().api(), entry.key().stage());
        return other instanceof Compiling ? new Lookup.Failed("the stage changes too fast") : other;
    }

    private Lookup open(StageEntry entry) {
        try {
            CompiledStage compiled = compileNewest(entry.source());
            entry.serve(entry.revision(), entry.source(), compiled);
            budget.add(entry, compiled);
            return new Lookup.Found(compiled);
        } catch (StageRefused | RecordRefused refused) {
            unavailable(entry, message(refused));
            return entry.fail(message(refused));
        } catch (IOException | RuntimeException unreadable) {
            unavailable(entry, message(unreadable));
            return new Lookup.Failed(message(unreadable));
        }
    }

    /** The newest snapshot that compiles (design 5.6); what does not is told to the source. */
    private CompiledStage compileNewest(StageSource source) throws IOException, RecordRefused, StageRefused {
        while (true) {
            StageSnapshot snapshot = source.open();
            try {
                return compiler.compile(snapshot, null);
            } catch (StageRefused refused) {
                if (!source.refused(snapshot.revision(), message(refused))) {
                    throw refused;
                }
            }
        }
    }

    private void unavailable(StageEntry entry, String reason) {
        failures.increment();
        if (entry.firstFailureOf(entry.revision())) {
            LOG.errorf(
                    "A stage cannot be served and answers 503. tenant=%s api=%s stage=%s revision=%d failure=%s",
                    entry.key().tenant(), entry.key().api(), entry.key().stage(), entry.revision(), reason);
        }
    }

    private TenantState tenant(String id) {
        return tenants.computeIfAbsent(id, _ -> new TenantState());
    }

    private static String message(Exception cause) {
        @Nullable String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
