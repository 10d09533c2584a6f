package dev.sluice.authorizer.pools.user;

import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.pools.pool.PoolSettings;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.protocol.Refused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** The names beside their own that users sign in with. One alias is one user's. */
final class Aliases {
    private static final List<String> KINDS = List.of("email", "phone_number", "preferred_username");

    private static final Pattern SUBJECT =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    private Aliases() {}

    /** Records the aliases that these attributes make, in place of former ones; refused when one is another's. */
    static void replace(Rows rows, UserPool pool, UUID sub, Map<String, String> attributes) {
        rows.write(
                "delete from identity.user_aliases where tenant_id = :tenant and pool_id = ? and sub = ?",
                pool.id(),
                sub);
        made(pool, attributes).forEach((kind, alias) -> {
            if (SUBJECT.matcher(alias).matches()) {
                // Look-ups try an alias before a subject, and so would find its holder in another's place.
                throw Refused.invalid("A " + kind + " must not have the form of a user's sub");
            }
            int written = rows.write(
                    "insert into identity.user_aliases (tenant_id, pool_id, kind, alias, sub)"
                            + " values (:tenant, ?, ?, ?, ?) on conflict do nothing",
                    pool.id(),
                    kind,
                    alias,
                    sub);
            if (written == 0 || isName(rows, pool, sub, alias)) {
                throw Refused.of(
                        "AliasExistsException",
                        kind.equals("preferred_username")
                                ? "Already found an entry for the provided username."
                                : "An account with the given " + kind + " already exists.");
            }
        });
    }

    /** Whether a name is somebody's alias. */
    static boolean isTaken(Rows rows, UserPool pool, String name) {
        return !rows.list(
                        "select 1 from identity.user_aliases where tenant_id = :tenant and pool_id = ? and alias = ?",
                        row -> row.getInt(1),
                        pool.id(),
                        pool.fold(name))
                .isEmpty();
    }

    /** Whether an alias is another user's name. */
    private static boolean isName(Rows rows, UserPool pool, UUID sub, String alias) {
        return !rows.list(
                        "select 1 from identity.users where tenant_id = :tenant and pool_id = ? and username_key = ?"
                                + " and sub <> ?",
                        row -> row.getInt(1),
                        pool.id(),
                        alias,
                        sub)
                .isEmpty();
    }

    /** Takes an alias from whoever has it, whose attribute is then no longer verified. */
    static void release(Rows rows, UserPool pool, Map<String, String> attributes) {
        made(pool, attributes).forEach((kind, alias) -> {
            if (SUBJECT.matcher(alias).matches()) {
                // Look-ups try an alias before a subject, and so would find its holder in another's place.
                throw Refused.invalid("A " + kind + " must not have the form of a user's sub");
            }
            rows.write(
                    "update identity.users set attributes = attributes || jsonb_build_object(?::text, 'false'::text)"
                            + " where tenant_id = :tenant and pool_id = ? and sub in (select sub from identity.user_aliases"
                            + " where tenant_id = :tenant and pool_id = ? and kind = ? and alias = ?)",
                    kind + "_verified",
                    pool.id(),
                    pool.id(),
                    kind,
                    alias);
            rows.write(
                    "delete from identity.user_aliases where tenant_id = :tenant and pool_id = ? and kind = ? and alias = ?",
                    pool.id(),
                    kind,
                    alias);
        });
    }

    private static Map<String, String> made(UserPool pool, Map<String, String> attributes) {
        var made = new LinkedHashMap<String, String>();
        for (String kind : KINDS) {
            String value = attributes.get(kind);
            if (value != null && !value.isEmpty() && counts(pool.settings(), kind, attributes)) {
                made.put(kind, pool.fold(value));
            }
        }
        return made;
    }

    /** An address counts as an alias once it is verified; as the user's only name it counts at once. */
    private static boolean counts(PoolSettings settings, String kind, Map<String, String> attributes) {
        return settings.isUsername(kind)
                || (settings.isAlias(kind)
                        && (kind.equals("preferred_username") || "true".equals(attributes.get(kind + "_verified"))));
    }
}
