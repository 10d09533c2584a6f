package dev.sluice.control.apis;

/**
 * What belongs to an API but is kept elsewhere. Called in the transaction of the change, under the row lock of the API;
 * throwing refuses the change.
 */
public interface ApiPart {
    /** The API has just been made. */
    default void created(RestApi api) {}

    /** An API that is there is about to have other settings than the former ones. */
    default void changing(RestApi api, RestApiSettings after) {}

    /** The API is about to be deleted; its rows go with it by themselves. */
    default void deleting(RestApi api) {}
}
