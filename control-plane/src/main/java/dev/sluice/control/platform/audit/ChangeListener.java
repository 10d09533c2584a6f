package dev.sluice.control.platform.audit;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import jakarta.inject.Singleton;
import java.util.TreeMap;
import org.hibernate.Interceptor;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/** Tells the unit of work's {@link Changes} of every row that Hibernate writes; no operation needs code for it. */
@Singleton
@PersistenceUnitExtension
class ChangeListener implements Interceptor {
    private final ObjectMapper json;

    ChangeListener(ObjectMapper mapper) {
        json = mapper.copy()
                .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
                .configure(SerializationFeature.FAIL_ON_EMPTY_BEANS, false)
                .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);
    }

    @Override
    public boolean onPersist(Object entity, Object id, Object[] state, String[] names, Type[] types) {
        if (Changes.CURRENT.isBound()) {
            Changes.CURRENT.get().after(row(entity, id), bytes(state, names, types));
        }
        return false;
    }

    @Override
    public boolean onFlushDirty(
            Object entity, Object id, Object[] state, Object @Nullable [] former, String[] names, Type[] types) {
        if (Changes.CURRENT.isBound()) {
            if (former != null) {
                Changes.CURRENT.get().before(row(entity, id), bytes(former, names, types));
            }
            Changes.CURRENT.get().after(row(entity, id), bytes(state, names, types));
        }
        return false;
    }

    @Override
    public void onRemove(Object entity, Object id, Object[] state, String[] names, Type[] types) {
        if (Changes.CURRENT.isBound()) {
            Changes.CURRENT.get().before(row(entity, id), bytes(state, names, types));
            Changes.CURRENT.get().removed(row(entity, id));
        }
    }

    private static String row(Object entity, Object id) {
        return entity.getClass().getSimpleName() + "/" + id;
    }

    private byte[] bytes(@Nullable Object[] state, String[] names, Type[] types) {
        var columns = new TreeMap<String, @Nullable Object>();
        for (int i = 0; i < names.length; i++) {
            if (!types[i].isAssociationType()) {
                columns.put(names[i], state[i]);
            }
        }
        try {
            return json.writeValueAsBytes(columns);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A row of " + names.length + " columns has no JSON form", e);
        }
    }
}
