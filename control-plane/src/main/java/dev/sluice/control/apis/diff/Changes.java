package dev.sluice.control.apis.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects differences. What is equal leaves no trace. */
final class Changes {
    private final List<Change> found = new ArrayList<>();

    List<Change> found() {
        return List.copyOf(found);
    }

    void add(String part, @Nullable String name, Kind kind, Verdict verdict) {
        found.add(new Change(part, name, kind, verdict.impact(), verdict.reason()));
    }

    /** A member with one value, whose change is judged when there is one. */
    <V> void value(String part, @Nullable V before, @Nullable V after, Judge<V> judge) {
        if (!Objects.equals(before, after)) {
            add(part, null, Kind.of(before, after), judge.of(before, after));
        }
    }

    /** A member that callers cannot see. */
    void safe(String part, @Nullable Object before, @Nullable Object after, String reason) {
        value(part, before, after, (_, _) -> Verdict.safe(reason));
    }

    /** A map; each entry that differs is judged. One that was never sent is empty. */
    <V extends @Nullable Object> void entries(
            String part,
            @Nullable Map<String, ? extends V> before,
            @Nullable Map<String, ? extends V> after,
            Judge<V> judge) {
        this.<V>entriesByName(part, before, after, (_, was, is) -> judge.of(was, is));
    }

    /** The same where the name matters to the judgement. */
    <V extends @Nullable Object> void entriesByName(
            String part,
            @Nullable Map<String, ? extends V> before,
            @Nullable Map<String, ? extends V> after,
            NamedJudge<V> judge) {
        Map<String, ? extends V> old = before == null ? Map.of() : before;
        Map<String, ? extends V> now = after == null ? Map.of() : after;
        var names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            boolean was = old.containsKey(name);
            boolean is = now.containsKey(name);
            if (was != is || !Objects.equals(old.get(name), now.get(name))) {
                Kind kind = was && is ? Kind.CHANGED : is ? Kind.ADDED : Kind.REMOVED;
                add(part, name, kind, judge.of(name, old.get(name), now.get(name)));
            }
        }
    }

    /** A map whose entries no caller sees. */
    void safeEntries(
            String part,
            @Nullable Map<String, ? extends @Nullable Object> before,
            @Nullable Map<String, ? extends @Nullable Object> after,
            String reason) {
        this.<@Nullable Object>entries(part, before, after, (_, _) -> Verdict.safe(reason));
    }

    /** Says what a difference means; null stands for what is not there. */
    @FunctionalInterface
    interface Judge<V extends @Nullable Object> {
        Verdict of(@Nullable V before, @Nullable V after);

        /** The same by what became of the thing. */
        static <V> Judge<V> byKind(Function<Kind, Verdict> verdict) {
            return (before, after) -> verdict.apply(Kind.of(before, after));
        }
    }

    /** The same for an entry of a map. */
    @FunctionalInterface
    interface NamedJudge<V extends @Nullable Object> {
        Verdict of(String name, @Nullable V before, @Nullable V after);
    }
}
