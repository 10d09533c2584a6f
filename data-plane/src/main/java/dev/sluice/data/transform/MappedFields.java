package dev.sluice.data.transform;

import dev.sluice.data.netty.FieldSyntax;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Headers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one head while mappings and templates add theirs. A source may be a whole body, and any number of fields
 * may name it, so nothing is taken any more once the head passes the limits of origins' own heads (security-requirements
 * 36); {@link #fit} tells in the end. Names and values that no head may hold are left out. Confined to one call.
 */
public final class MappedFields {
    /** Of all names and values. */
    static final int MAX_BYTES = 64 * 1024;

    private static final int MAX_FIELDS = 256;

    private final Headers fields;
    private long added;

    /** Where the fields of one name from a template go. */
    @FunctionalInterface
    interface Placing {
        void place(String name, List<String> values);
    }

    /** Of a head that may have fields already. */
    public MappedFields(Headers fields) {
        this.fields = fields;
    }

    /** Whether the head may leave. */
    public boolean fit() {
        return !isFull() && fields.characters() <= MAX_BYTES;
    }

    /** Whether nothing more is taken, since the head is too long already. */
    public boolean isFull() {
        return added > MAX_BYTES || fields.size() > MAX_FIELDS;
    }

    /** Adds what is mapped; a source without a value leaves its field out (rest-api-runtime 9.2). */
    void addMapped(List<RequestMapping.Target> mapped, Exchange exchange) {
        for (int index = 0; index < mapped.size() && !isFull(); index++) {
            RequestMapping.Target target = mapped.get(index);
            add(target.name(), target.source().value(exchange));
        }
    }

    /** The same, in place of the fields of those names. */
    void setMapped(List<RequestMapping.Target> mapped, Exchange exchange) {
        for (int index = 0; index < mapped.size() && !isFull(); index++) {
            RequestMapping.Target target = mapped.get(index);
            set(target.name(), target.source().value(exchange));
        }
    }

    private void add(String name, @Nullable String given) {
        String value = ByteText.headerValue(given);
        if (value != null) {
            added += value.length();
            fields.add(name, value);
        }
    }

    /** Puts a value in place of the fields of that name; null leaves them as they are. */
    public void set(String name, @Nullable String given) {
        String value = ByteText.headerValue(given);
        if (value != null) {
            added += value.length();
            fields.set(name, value);
        }
    }

    /** Hands on what a template has set, name by name. */
    void override(Map<String, List<String>> overrides, Placing placing) {
        for (Map.Entry<String, List<String>> override : overrides.entrySet()) {
            String name = ByteText.utf8(override.getKey());
            if (isFull()) {
                return;
            }
            if (FieldSyntax.isToken(name)) {
                placing.place(name, override.getValue());
            }
        }
    }

    /**
     * Puts a field for each value in place of those of that name, in any case; but a name whose case differs from that of
     * a mapped one stands beside it (rest-api-runtime 7.5, mapping-templates 6).
     */
    void override(String name, List<String> values, List<RequestMapping.Target> mapped) {
        boolean beside = false;
        boolean same = name.equalsIgnoreCase("Content-Type"); // of which no message has two
        for (int index = 0; index < mapped.size(); index++) {
            String other = mapped.get(index).name();
            same |= other.equals(name);
            beside |= other.equalsIgnoreCase(name);
        }
        if (same || !beside) {
            fields.remove(name);
        }
        add(name, values);
    }

    /** Adds one field for each value. */
    void add(String name, List<String> values) {
        for (int index = 0; index < values.size() && !isFull(); index++) {
            add(name, ByteText.utf8(values.get(index)));
        }
    }
}
