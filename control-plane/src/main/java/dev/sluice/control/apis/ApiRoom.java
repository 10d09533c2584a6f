package dev.sluice.control.apis;

import dev.sluice.control.platform.errors.ProblemException;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;

/**
 * How much text an API may hold, however it comes: deployments, exports and comparisons read it whole, and need a
 * multiple of it. In bytes of the JSON documents that the database keeps.
 */
@Singleton
public class ApiRoom {
    /** Of methods, models, validators, authorizers, gateway responses, documentation parts and limits together. */
    public static final long MAX_BYTES = 16L * 1024 * 1024;

    /** Each call below a method reads and writes all of it. */
    static final long MAX_CHARACTERS_OF_A_METHOD = 2L * 1024 * 1024;

    /** A document that is no longer passes unmeasured: an API has no room for so many of them that it would matter. */
    private static final int SHORT = 8 * 1024;

    private final EntityManager entities;

    ApiRoom(EntityManager entities) {
        this.entities = entities;
    }

    /** Refuses a method that holds too much alone. */
    public static void checkMethod(long characters) {
        if (characters > MAX_CHARACTERS_OF_A_METHOD) {
            throw ProblemException.limitExceeded("The method would have " + characters
                    + " characters in templates, parameters and models (limit " + MAX_CHARACTERS_OF_A_METHOD + ")");
        }
    }

    /** Refuses what was added to an API that holds too much with it. */
    public void require(RestApiId api, long characters) {
        if (characters > SHORT) {
            require(api);
        }
    }

    /** Refuses an API that holds too much. */
    public void require(RestApiId api) {
        long bytes = bytes(api);
        if (bytes > MAX_BYTES) {
            throw ProblemException.limitExceeded("The API would have " + bytes
                    + " bytes of methods, models, gateway responses and documentation (limit " + MAX_BYTES + ")");
        }
    }

    /** What the API holds, with the changes of this transaction. */
    public long bytes(RestApiId api) {
        return sum("select coalesce(sum(m.bytes), 0) from Method m where m.apiId = :api", api)
                + sum(
                        "select coalesce(sum(i.bytes), 0) from ApiItem i"
                                + " where i.apiId = :api and i.kind <> 'documentation-version'",
                        api);
    }

    private long sum(String query, RestApiId api) {
        return entities.createQuery(query, Long.class)
                .setParameter("api", api.value())
                .getSingleResult();
    }
}
