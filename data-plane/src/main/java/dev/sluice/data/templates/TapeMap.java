package dev.sluice.data.templates;

import dev.sluice.aws.json.JsonTape;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A look at an object of a tape. Looks at the same object show the same. Confined to one call. */
final class TapeMap extends AbstractMap<Object, @Nullable Object> {
    private final TapeDocument document;
    private final JsonTape tape;
    private final int object;

    /** Names are mostly asked for in their order. */
    private int last = JsonTape.NONE;

    TapeMap(TapeDocument document, int object) {
        this.document = document;
        this.tape = document.tape();
        this.object = object;
    }

    boolean isSame(TapeMap other) {
        return document == other.document && object == other.object;
    }

    /** The same for all looks at the object. */
    int entry() {
        return object;
    }

    /** The member as the text has it, or none. */
    private int find(@Nullable Object name) {
        if (!(name instanceof String text)) {
            return JsonTape.NONE;
        }
        int entry = tape.find(object, text, last);
        last = entry;
        return entry;
    }

    @Override
    public int size() {
        WrittenMembers written = document.membersOf(object);
        int size = tape.count(object);
        return written == null
                ? size
                : size - written.removed().size() + written.added().size();
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        WrittenMembers written = document.membersOf(object);
        if (written != null && written.added().containsKey(name)) {
            return true;
        }
        return (written == null || !written.removed().contains(name)) && find(name) != JsonTape.NONE;
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        WrittenMembers written = document.membersOf(object);
        if (written != null) {
            if (written.added().containsKey(name)) {
                return written.added().get(name);
            }
            if (written.removed().contains(name)) {
                return null;
            }
            if (written.replaced().containsKey(name)) {
                return written.replaced().get(name);
            }
        }
        int entry = find(name);
        return entry == JsonTape.NONE ? null : document.member(entry);
    }

    @Override
    public @Nullable Object put(Object name, @Nullable Object value) {
        Object before = get(name);
        WrittenMembers written = document.write(object);
        boolean own =
                !written.added().containsKey(name) && !written.removed().contains(name) && find(name) != JsonTape.NONE;
        (own ? written.replaced() : written.added()).put(name, value);
        return before;
    }

    @Override
    public @Nullable Object remove(@Nullable Object name) {
        if (name == null || !containsKey(name)) {
            return null;
        }
        Object before = get(name);
        WrittenMembers written = document.write(object);
        if (written.added().containsKey(name)) {
            written.added().remove(name);
        } else {
            written.replaced().remove(name);
            written.removed().add(name);
        }
        return before;
    }

    @Override
    public Set<Entry<Object, @Nullable Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return TapeMap.this.size();
            }

            @Override
            public Iterator<Entry<Object, @Nullable Object>> iterator() {
                return new Entries(document.membersOf(object));
            }
        };
    }

    /** The members as they are now, in their order. */
    private final class Entries implements Iterator<Entry<Object, @Nullable Object>> {
        private final @Nullable WrittenMembers written;
        private final Iterator<Entry<Object, @Nullable Object>> added;
        private int next;
        private String name = "";

        Entries(@Nullable WrittenMembers written) {
            this.written = written;
            this.added = written == null
                    ? Collections.emptyIterator()
                    : written.added().entrySet().iterator();
            this.next = live(tape.first(object));
        }

        private int live(int from) {
            for (int entry = from; entry != JsonTape.NONE; entry = tape.next(object, entry)) {
                name = tape.name(entry);
                if (written == null || !written.removed().contains(name)) {
                    return entry;
                }
                document.passed();
            }
            return JsonTape.NONE;
        }

        @Override
        public boolean hasNext() {
            return next != JsonTape.NONE || added.hasNext();
        }

        @Override
        public Entry<Object, @Nullable Object> next() {
            if (next == JsonTape.NONE) {
                return added.next();
            }
            Member member = new Member(name, next);
            next = live(tape.next(object, next));
            return member;
        }
    }

    /** A member of the tape, whose value is made when it is asked for. */
    private final class Member implements Entry<Object, @Nullable Object> {
        private final String name;
        private final int entry;

        Member(String name, int entry) {
            this.name = name;
            this.entry = entry;
        }

        @Override
        public Object getKey() {
            return name;
        }

        @Override
        public @Nullable Object getValue() {
            WrittenMembers written = document.membersOf(object);
            return written != null && written.replaced().containsKey(name)
                    ? written.replaced().get(name)
                    : document.member(entry);
        }

        @Override
        public @Nullable Object setValue(@Nullable Object value) {
            throw new UnsupportedOperationException("entries are looked at");
        }
    }
}
