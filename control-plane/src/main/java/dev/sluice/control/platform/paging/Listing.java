package dev.sluice.control.platform.paging;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a list holds and in which order of creation: the conditions of a query, all of which have to be met. Rows of one
 * instant are told apart by an id.
 */
public final class Listing {
    private final String id;
    private final boolean newestFirst;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    private Listing(String id, boolean newestFirst) {
        this.id = id;
        this.newestFirst = newestFirst;
    }

    /**
     * A list in order of creation.
     *
     * @param id the property that tells rows of one instant apart
     */
    public static Listing oldestFirst(String id) {
        return new Listing(id, false);
    }

    /** The other way round. */
    public static Listing newestFirst(String id) {
        return new Listing(id, true);
    }

    /** Only rows for which the condition holds; it names the parameter after a colon. */
    public Listing where(String condition, String parameter, Object value) {
        conditions.add(condition);
        parameters.put(parameter, value);
        return this;
    }

    /** A pattern of the operator {@code like} for texts that start so, with {@code !} as its escape character. */
    public static String startingWith(String prefix) {
        return prefix.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }

    /** The part of the list that was asked for. */
    public <T> Page<T> page(PanacheRepositoryBase<T, ?> rows, PageRequest request, Function<T, Position> place) {
        return Page.of(rows(rows, request.after(), request.limit() + 1), request, place);
    }

    /** The same of rows that may be long; see {@link Page#read}. */
    public <T> Page<T> page(
            PanacheRepositoryBase<T, ?> rows,
            PageRequest request,
            Function<T, Position> place,
            ToLongFunction<T> characters) {
        return Page.read(request, (after, count) -> rows(rows, after, count), place, characters);
    }

    /**
     * The rows behind a place, at most so many.
     *
     * @param after null for the start
     */
    public <T> List<T> rows(PanacheRepositoryBase<T, ?> rows, @Nullable Position after, int count) {
        List<String> all = new ArrayList<>(conditions);
        Map<String, Object> values = new HashMap<>(parameters);
        if (after != null) {
            all.add("(createdAt, " + id + ")" + (newestFirst ? " < " : " > ") + "(:afterTime, :afterId)");
            values.put("afterTime", after.createdAt());
            values.put("afterId", after.id());
        }
        String direction = newestFirst ? " desc" : "";
        String query = String.join(" and ", all) + " order by createdAt" + direction + ", " + id + direction;
        return rows.find(query.strip(), values).range(0, count - 1).list();
    }
}
