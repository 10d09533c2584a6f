package dev.sluice.control.domains;

import dev.sluice.control.platform.errors.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The endpoint types of a domain name while a call fills or patches them. A domain moves between EDGE and REGIONAL,
 * with both in between; a private one stays private (domains-and-endpoints 1).
 */
final class Endpoints {
    static final String EDGE = "EDGE";
    static final String REGIONAL = "REGIONAL";
    static final String PRIVATE = "PRIVATE";
    private static final Set<String> TYPES = Set.of(EDGE, REGIONAL, PRIVATE);

    private final List<String> types;

    Endpoints(List<String> types) {
        this.types = new ArrayList<>(types);
    }

    /** The type of a new domain: one (management-api 3 has the texts, said of APIs). */
    static Endpoints of(List<String> types) {
        if (types.size() > 1) {
            throw ProblemException.badRequest("Cannot create a domain name with multiple Endpoint Types.");
        }
        return new Endpoints(types).checked();
    }

    List<String> types() {
        return types;
    }

    boolean isPrivate() {
        return types.contains(PRIVATE);
    }

    void add(String type) {
        requireMovable(type);
        if (!types.contains(type)) {
            types.add(type);
        }
    }

    void remove(String type) {
        requireMovable(type);
        if (!types.remove(type)) {
            throw invalid();
        }
        checked();
    }

    /** Changes the type at a place, which is an index or the type that stands there (management-api 6). */
    void replace(String place, String type) {
        requireMovable(type);
        int at = place.matches("[01]") ? Integer.parseInt(place) : types.indexOf(place);
        if (at < 0 || at >= types.size()) {
            throw invalid();
        }
        types.set(at, type);
        if (types.size() > 1 && types.getFirst().equals(types.getLast())) {
            types.removeLast();
        }
    }

    private void requireMovable(String type) {
        if (!TYPES.contains(type)) {
            throw invalid();
        }
        if (isPrivate() != type.equals(PRIVATE)) {
            throw ProblemException.badRequest(
                    "A domain name cannot be moved between a private and a public endpoint type.");
        }
    }

    private Endpoints checked() {
        if (types.isEmpty()) {
            throw ProblemException.badRequest("REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.");
        }
        return this;
    }

    private static ProblemException invalid() {
        return ProblemException.badRequest("Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE");
    }
}
