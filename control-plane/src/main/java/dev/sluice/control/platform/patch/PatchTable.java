package dev.sluice.control.platform.patch;

import dev.sluice.control.platform.patch.PatchOperation.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The PATCH contract of one kind of object: each path with its operations and their effect, and how everything else is
 * refused. Operations apply in order to a draft that the caller keeps only when all of them passed, so a refusal leaves
 * nothing behind. The first matching path of the table wins. Immutable; safe for all threads.
 *
 * @param <T> the draft that the effects change
 */
public final class PatchTable<T> {
    private final Refusal refusal;
    private final List<Entry<T>> entries;

    private PatchTable(Refusal refusal, List<Entry<T>> entries) {
        this.refusal = refusal;
        this.entries = entries;
    }

    public static <T> Builder<T> refusing(Refusal refusal) {
        return new Builder<>(refusal);
    }

    /** Applies the operations in order; throws the object's refusal at the first that the table does not have. */
    public void apply(T draft, List<PatchOperation> operations) {
        for (PatchOperation operation : operations) {
            Entry<T> entry = find(operation);
            entry.effect().accept(draft, new Patch(operation, entry.keys(operation.path())));
        }
    }

    private Entry<T> find(PatchOperation operation) {
        List<Op> ofPath = new ArrayList<>();
        for (Entry<T> entry : entries) {
            if (entry.matches(operation.path())) {
                if (entry.ops().contains(operation.op())) {
                    return entry;
                }
                ofPath.addAll(entry.ops());
            }
        }
        throw refusal.of(operation, List.copyOf(Set.copyOf(ofPath)), legalPaths(operation.op()));
    }

    private List<String> legalPaths(Op op) {
        return entries.stream()
                .filter(entry -> entry.ops().contains(op))
                .map(Entry::shown)
                .flatMap(Stream::ofNullable)
                .distinct()
                .toList();
    }

    private record Entry<T>(PatchPath path, @Nullable String shown, Set<Op> ops, BiConsumer<T, Patch> effect) {
        boolean matches(@Nullable String given) {
            return given != null && path.match(given) != null;
        }

        List<String> keys(@Nullable String given) {
            List<String> keys = given == null ? null : path.match(given);
            return keys == null ? List.of() : keys;
        }
    }

    /** Writes a table, one line per path. */
    public static final class Builder<T> {
        private final Refusal refusal;
        private final List<Entry<T>> entries = new ArrayList<>();

        private Builder(Refusal refusal) {
            this.refusal = refusal;
        }

        public Builder<T> replace(String path, BiConsumer<T, Patch> effect) {
            return on(path, Set.of(Op.REPLACE), effect);
        }

        public Builder<T> on(String path, Set<Op> ops, BiConsumer<T, Patch> effect) {
            return on(path, path, ops, effect);
        }

        /**
         * The same for a path that refusals print in another way.
         *
         * @param shown how a refusal lists the path; null when it does not
         */
        public Builder<T> on(String path, @Nullable String shown, Set<Op> ops, BiConsumer<T, Patch> effect) {
            entries.add(new Entry<>(PatchPath.of(path), shown, Set.copyOf(ops), effect));
            return this;
        }

        public PatchTable<T> build() {
            return new PatchTable<>(refusal, List.copyOf(entries));
        }
    }
}
