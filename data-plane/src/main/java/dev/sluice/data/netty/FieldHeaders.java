package dev.sluice.data.netty;

import dev.sluice.data.pipeline.Headers;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Netty's view of {@link Headers}: a decoder fills the fields straight in, and nothing is copied afterwards. Names are not
 * checked here; the strict HTTP step in front of the decoder does that. Confined to one loop like what it wraps.
 */
public final class FieldHeaders extends HttpHeaders {
    private static final int FIELDS_OF_A_HEAD = 16;

    /** Makes the fields of a head. */
    public static final HttpHeadersFactory FACTORY = factory(FIELDS_OF_A_HEAD);

    /** Makes the fields behind a body, mostly none: the decoder asks for them at the end of every body. */
    public static final HttpHeadersFactory TRAILERS = factory(0);

    private final Headers fields;

    public FieldHeaders(Headers fields) {
        this.fields = fields;
    }

    private static HttpHeadersFactory factory(int expected) {
        return new HttpHeadersFactory() {
            @Override
            public HttpHeaders newHeaders() {
                return new FieldHeaders(new Headers(expected));
            }

            @Override
            public HttpHeaders newEmptyHeaders() {
                return new FieldHeaders(new Headers(0));
            }
        };
    }

    /** The fields of a decoded message; its headers were made by {@link #FACTORY}. */
    public static Headers of(HttpHeaders headers) {
        return ((FieldHeaders) headers).fields;
    }

    @Override
    public @Nullable String get(String name) {
        return fields.first(name);
    }

    @Override
    public @Nullable Integer getInt(CharSequence name) {
        String value = get(name.toString());
        return value == null ? null : Integer.valueOf(value);
    }

    @Override
    public int getInt(CharSequence name, int otherwise) {
        Integer value = getInt(name);
        return value == null ? otherwise : value;
    }

    @Override
    public @Nullable Short getShort(CharSequence name) {
        String value = get(name.toString());
        return value == null ? null : Short.valueOf(value);
    }

    @Override
    public short getShort(CharSequence name, short otherwise) {
        Short value = getShort(name);
        return value == null ? otherwise : value;
    }

    @Override
    public @Nullable Long getTimeMillis(CharSequence name) {
        throw new UnsupportedOperationException("dates are not read through this view");
    }

    @Override
    public long getTimeMillis(CharSequence name, long otherwise) {
        throw new UnsupportedOperationException("dates are not read through this view");
    }

    @Override
    public List<String> getAll(String name) {
        return fields.all(name);
    }

    @Override
    public List<Map.Entry<String, String>> entries() {
        List<Map.Entry<String, String>> entries = new ArrayList<>(fields.size());
        for (int index = 0; index < fields.size(); index++) {
            entries.add(Map.entry(fields.name(index), fields.value(index)));
        }
        return entries;
    }

    @Override
    public boolean contains(String name) {
        return fields.contains(name);
    }

    @Override
    @SuppressWarnings("deprecation") // abstract in HttpHeaders, so it must be here
    public Iterator<Map.Entry<String, String>> iterator() {
        return entries().iterator();
    }

    @Override
    public Iterator<Map.Entry<CharSequence, CharSequence>> iteratorCharSequence() {
        List<Map.Entry<CharSequence, CharSequence>> entries = new ArrayList<>(fields.size());
        for (int index = 0; index < fields.size(); index++) {
            entries.add(Map.entry(fields.name(index), fields.value(index)));
        }
        return entries.iterator();
    }

    @Override
    public boolean isEmpty() {
        return fields.size() == 0;
    }

    @Override
    public int size() {
        return fields.size();
    }

    @Override
    public Set<String> names() {
        Set<String> names = LinkedHashSet.newLinkedHashSet(fields.size());
        for (int index = 0; index < fields.size(); index++) {
            names.add(fields.name(index));
        }
        return names;
    }

    @Override
    public HttpHeaders add(CharSequence name, Object value) {
        fields.add(name.toString(), value.toString());
        return this;
    }

    @Override
    public HttpHeaders add(String name, Object value) {
        fields.add(name, value.toString());
        return this;
    }

    @Override
    public HttpHeaders add(String name, Iterable<?> values) {
        for (Object value : values) {
            fields.add(name, value.toString());
        }
        return this;
    }

    @Override
    public HttpHeaders addInt(CharSequence name, int value) {
        return add(name, Integer.toString(value));
    }

    @Override
    public HttpHeaders addShort(CharSequence name, short value) {
        return add(name, Short.toString(value));
    }

    @Override
    public HttpHeaders set(String name, Object value) {
        fields.set(name, value.toString());
        return this;
    }

    @Override
    public HttpHeaders set(String name, Iterable<?> values) {
        fields.remove(name);
        return add(name, values);
    }

    @Override
    public HttpHeaders setInt(CharSequence name, int value) {
        return set(name.toString(), Integer.toString(value));
    }

    @Override
    public HttpHeaders setShort(CharSequence name, short value) {
        return set(name.toString(), Short.toString(value));
    }

    @Override
    public HttpHeaders remove(String name) {
        fields.remove(name);
        return this;
    }

    @Override
    public HttpHeaders clear() {
        while (fields.size() > 0) {
            fields.remove(fields.name(0));
        }
        return this;
    }
}
