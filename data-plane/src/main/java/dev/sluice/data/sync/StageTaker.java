package dev.sluice.data.sync;

import dev.sluice.contracts.records.ContractJson;
import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.contracts.stages.StageKey;
import dev.sluice.contracts.stages.StageRecord;
import dev.sluice.contracts.stages.StageSnapshot;
import dev.sluice.data.stage.Replaced;
import dev.sluice.data.stage.StageTable;
import dev.sluice.data.sync.spool.SpoolEntry;
import java.io.IOException;

/**
 * Stages: compiled before the swap when the node runs or has an older generation to fall back on, otherwise registered
 * packed.
 */
final class StageTaker implements RecordTaker {
    private static final String SNAPSHOT = "snapshot";
    private static final String DELETION = "deletion";

    private final StageTable table;
    private final SpooledStage.Place place;

    StageTaker(StageTable table, SpooledStage.Place place) {
        this.table = table;
        this.place = place;
    }

    /** A stage whose only snapshot was refused is known and unavailable, not unknown. */
    @Override
    public void load(SpoolEntry entry) {
        if (!entry.deleted()) {
            long revision = entry.hasValue() ? entry.keptRevision() : entry.revision();
            table.register(StageKey.parse(entry.key()), revision, source(entry.key()));
        }
    }

    @Override
    public Verdict take(Arrival arrival) throws RecordRefused {
        int format = arrival.header().formatVersion();
        if (format > StageSnapshot.FORMAT_VERSION) {
            return new Verdict.Refuse(
                    "format version " + format + ", this node reads up to " + StageSnapshot.FORMAT_VERSION);
        }
        StageKey key = key(arrival);
        return switch (arrival.header().kind()) {
            case DELETION -> {
                table.remove(key, arrival.header().revision());
                yield new Verdict.Delete();
            }
            case SNAPSHOT -> arrival.compileFirst() ? replace(arrival) : new Verdict.Keep(false);
            default -> new Verdict.Refuse("the kind of record is not known to this node");
        };
    }

    private Verdict replace(Arrival arrival) throws RecordRefused {
        return switch (table.replace(snapshot(arrival), source(arrival.key()))) {
            case Replaced.Served _ -> new Verdict.Keep(false);
            case Replaced.Stale _ -> new Verdict.Keep(false);
            case Replaced.Refused(String reason) -> new Verdict.Refuse(reason);
        };
    }

    @Override
    public void kept(Arrival arrival) {
        if (!arrival.compileFirst()) {
            table.register(StageKey.parse(arrival.key()), arrival.header().revision(), source(arrival.key()));
        }
    }

    @Override
    public void forget(SpoolEntry entry, long revisionBound) {
        StageKey key = StageKey.parse(entry.key());
        table.remove(key, Math.max(revisionBound, entry.revision() + 1));
        table.forget(key);
    }

    private SpooledStage source(String key) {
        return new SpooledStage(place, key);
    }

    private static StageKey key(Arrival arrival) throws RecordRefused {
        try {
            return StageKey.parse(arrival.key());
        } catch (IllegalArgumentException e) {
            throw new RecordRefused("the key names no stage", e);
        }
    }

    private static StageSnapshot snapshot(Arrival arrival) throws RecordRefused {
        try {
            StageRecord stage = ContractJson.mapper().readValue(arrival.json(), StageRecord.class);
            if (stage instanceof StageSnapshot snapshot && snapshot.key().text().equals(arrival.key())) {
                return snapshot;
            }
            throw new RecordRefused("the record is about another stage than its key");
        } catch (IOException e) {
            throw new RecordRefused("the record is malformed", e);
        }
    }
}
