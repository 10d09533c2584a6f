package dev.sluice.control.apis.openapi.export;

/**
 * Which {@code x-amazon-apigateway-*} keys a document gets (openapi-extensions 6). Without any, none appears.
 *
 * @param integrations integrations, validators, gateway responses and the settings of the API
 * @param authorizers what stands behind the security schemes
 * @param documentation the documentation parts
 */
public record Extensions(boolean integrations, boolean authorizers, boolean documentation) {
    public static final Extensions NONE = new Extensions(false, false, false);

    boolean any() {
        return integrations || authorizers || documentation;
    }
}
