package dev.sluice.control.apis;

/** Names a REST API, as the caller spelled it: a malformed one is a legal value that names nothing. */
public record RestApiId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
