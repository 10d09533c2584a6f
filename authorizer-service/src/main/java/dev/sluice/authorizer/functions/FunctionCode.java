package dev.sluice.authorizer.functions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.authorizer.data.Database;
import dev.sluice.authorizer.data.TenantId;
import dev.sluice.authorizer.functions.guest.GuestHost;
import dev.sluice.authorizer.functions.guest.Outcome;
import dev.sluice.authorizer.functions.guest.Stop;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which code a name and a qualifier mean. What was found is kept for a second: long enough for a busy function, short enough
 * for a change by another process. A change by this one is seen at once.
 */
@Singleton
class FunctionCode {
    /** AWS's word for the newest version. */
    static final String LATEST = "$LATEST";

    private static final int MAX_DIGITS = 9;

    private final Database database;
    private final GuestHost guests;
    private final FunctionSettings settings;
    private final Cache<Question, Optional<CodeVersion>> found = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(1))
            .build();

    /** @param version 0 for the newest */
    private record Question(TenantId tenant, String name, int version) {}

    FunctionCode(Database database, GuestHost guests, FunctionSettings settings) {
        this.database = database;
        this.guests = guests;
        this.settings = settings;
    }

    /** The code that is meant; null when there is none. */
    @Nullable
    CodeVersion find(TenantId tenant, String name, @Nullable String qualifier) {
        int version = number(qualifier);
        return version < 0 || !FunctionRules.isName(name)
                ? null
                : found.get(new Question(tenant, name, version), this::read).orElse(null);
    }

    /** The source of code that was found; empty text when it is gone meanwhile. */
    String source(CodeVersion code) {
        return database.call(
                        code.tenant(),
                        rows -> rows.find(
                                "select code from identity.function_versions"
                                        + " where tenant_id = :tenant and name = ? and version = ?",
                                row -> row.getString(1),
                                code.name(),
                                code.version()))
                .orElse("");
    }

    /** Refuses source that is no code that could be called. */
    void require(String source) {
        FunctionRules.requireCode(source);
        Outcome outcome = guests.check(source, settings.limits());
        if (outcome != null) {
            throw FunctionRefused.badRequest("The code cannot be loaded: " + reason(outcome));
        }
    }

    /** Forgets what was found of a function. */
    void forget(TenantId tenant, String name) {
        found.asMap()
                .keySet()
                .removeIf(question ->
                        question.tenant().equals(tenant) && question.name().equals(name));
    }

    private static String reason(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Thrown(var error) -> error.type() + ": " + error.message() + place(error.trace());
            case Outcome.Stopped(Stop stop) ->
                switch (stop) {
                    case CPU_TIME, TIME -> "it takes too long";
                    case MEMORY -> "it takes too much memory";
                    case CRASH, NO_ANSWER -> "it ends its engine";
                };
            case Outcome.Returned _, Outcome.TooLong _ -> "it ends its engine";
        };
    }

    private static String place(java.util.List<String> trace) {
        return trace.size() > 1 ? " (" + trace.get(1).strip() + ")" : "";
    }

    private Optional<CodeVersion> read(Question question) {
        return database.call(
                question.tenant(),
                rows -> rows.find(
                        "select v.version, v.code_sha256 from identity.functions f join identity.function_versions v"
                                + " on v.tenant_id = f.tenant_id and v.name = f.name"
                                + " where f.tenant_id = :tenant and f.name = ? and v.version = case when ? = 0 then f.version else ? end",
                        row -> new CodeVersion(question.tenant(), question.name(), row.getInt(1), row.getString(2)),
                        question.name(),
                        question.version(),
                        question.version()));
    }

    private static int number(@Nullable String qualifier) {
        if (qualifier == null || qualifier.equals(LATEST)) {
            return 0;
        }
        boolean digits = !qualifier.isEmpty()
                && qualifier.length() <= MAX_DIGITS
                && qualifier.chars().allMatch(character -> character >= '0' && character <= '9');
        int number = digits ? Integer.parseInt(qualifier) : -1;
        return number == 0 ? -1 : number;
    }
}
