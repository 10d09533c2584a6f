package dev.sluice.control.apis.documentation;

import static dev.sluice.control.apis.documentation.PartType.Member.METHOD_VERB;
import static dev.sluice.control.apis.documentation.PartType.Member.NAME;
import static dev.sluice.control.apis.documentation.PartType.Member.PATH;
import static dev.sluice.control.apis.documentation.PartType.Member.STATUS_CODE;

import dev.sluice.control.apis.items.DocumentationPartDefinition.Location;
import dev.sluice.control.platform.errors.ProblemException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a documentation part is about, and which members its location then has (API reference, location). */
enum PartType {
    API(Set.of()),
    AUTHORIZER(Set.of(NAME)),
    MODEL(Set.of(NAME)),
    RESOURCE(Set.of(PATH)),
    METHOD(Set.of(PATH, METHOD_VERB)),
    PATH_PARAMETER(Set.of(PATH, METHOD_VERB, NAME)),
    QUERY_PARAMETER(Set.of(PATH, METHOD_VERB, NAME)),
    REQUEST_HEADER(Set.of(PATH, METHOD_VERB, NAME)),
    REQUEST_BODY(Set.of(PATH, METHOD_VERB, NAME)),
    RESPONSE(Set.of(PATH, METHOD_VERB, STATUS_CODE)),
    RESPONSE_HEADER(Set.of(PATH, METHOD_VERB, STATUS_CODE, NAME)),
    RESPONSE_BODY(Set.of(PATH, METHOD_VERB, STATUS_CODE));

    enum Member {
        PATH("path"),
        METHOD_VERB("method"),
        STATUS_CODE("statusCode"),
        NAME("name");

        private final String label;

        Member(String label) {
            this.label = label;
        }
    }

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable copy
    private final Set<Member> members;

    PartType(Set<Member> members) {
        this.members = Set.copyOf(members);
    }

    /** The location with its defaults in place and nothing else, so that two that mean the same are equal. */
    static Location complete(Location location) {
        return named(location.type()).map(type -> type.completed(location)).orElse(location);
    }

    /** Refuses a location that is none. */
    static void require(Location location) {
        PartType type = named(location.type())
                .orElseThrow(() -> ProblemException.badRequest(
                        "Invalid documentation part location: there is no type " + location.type()));
        type.requireNone(PATH, location.path());
        type.requireNone(METHOD_VERB, location.method());
        type.requireNone(STATUS_CODE, location.statusCode());
        type.requireNone(NAME, location.name());
        type.requireName(location.name());
    }

    private static Optional<PartType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    private Location completed(Location location) {
        return new Location(
                location.type(),
                value(PATH, location.path(), "/"),
                value(METHOD_VERB, location.method(), "*"),
                value(STATUS_CODE, location.statusCode(), "*"),
                value(NAME, location.name(), null));
    }

    private void requireNone(Member member, @Nullable String value) {
        if (isGiven(value) && !members.contains(member)) {
            throw invalid("has no " + member.label);
        }
    }

    /** A body needs no name of its own: a method has one at most. */
    private void requireName(@Nullable String name) {
        if (!isGiven(name) && members.contains(NAME) && this != REQUEST_BODY) {
            throw invalid("needs a name");
        }
    }

    private @Nullable String value(Member member, @Nullable String value, @Nullable String standard) {
        if (!members.contains(member)) {
            return null;
        }
        return isGiven(value) ? value : standard;
    }

    private ProblemException invalid(String rule) {
        return ProblemException.badRequest("Invalid documentation part location: type " + this + " " + rule);
    }

    private static boolean isGiven(@Nullable String value) {
        return value != null && !value.isBlank();
    }
}
