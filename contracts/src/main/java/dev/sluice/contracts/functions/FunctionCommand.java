package dev.sluice.contracts.functions;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing that is done with a tenant's functions. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FunctionCommand.Create.class, name = "create"),
    @JsonSubTypes.Type(value = FunctionCommand.Put.class, name = "put"),
    @JsonSubTypes.Type(value = FunctionCommand.Get.class, name = "get"),
    @JsonSubTypes.Type(value = FunctionCommand.ListAll.class, name = "list"),
    @JsonSubTypes.Type(value = FunctionCommand.Delete.class, name = "delete"),
    @JsonSubTypes.Type(value = FunctionCommand.GetVersion.class, name = "getVersion"),
    @JsonSubTypes.Type(value = FunctionCommand.ListVersions.class, name = "listVersions"),
    @JsonSubTypes.Type(value = FunctionCommand.DeleteVersion.class, name = "deleteVersion"),
    @JsonSubTypes.Type(value = FunctionCommand.ListLogs.class, name = "listLogs"),
    @JsonSubTypes.Type(value = FunctionCommand.Test.class, name = "test")
})
public sealed interface FunctionCommand {
    /** Makes a function with its version 1. */
    record Create(String name, String description, String code) implements FunctionCommand {}

    /** Makes the next version of a function; a description that is left out stays. */
    record Put(String name, @Nullable String description, String code) implements FunctionCommand {}

    /** Shows a function. */
    record Get(String name) implements FunctionCommand {}

    /** Lists the functions in order of creation. */
    record ListAll(Slice slice) implements FunctionCommand {}

    /** Removes a function with all its versions and logs. */
    record Delete(String name) implements FunctionCommand {}

    /** Shows a version with its code. */
    record GetVersion(String name, int version) implements FunctionCommand {}

    /** Lists a function's versions in order of creation. */
    record ListVersions(String name, Slice slice) implements FunctionCommand {}

    /** Removes a version that is not the newest. */
    record DeleteVersion(String name, int version) implements FunctionCommand {}

    /** Lists what the calls of a function wrote, the latest first. */
    record ListLogs(String name, Slice slice) implements FunctionCommand {}

    /**
     * Calls a function and shows its answer with its log.
     *
     * @param version the newest, when it is left out
     * @param event a JSON text
     */
    record Test(String name, @Nullable Integer version, String event) implements FunctionCommand {}

    /**
     * A part of a list.
     *
     * @param limit how many at most
     * @param afterTime of the last item that was shown before; the beginning when it is left out
     * @param afterId of that item
     */
    record Slice(
            int limit,
            @Nullable Instant afterTime,
            @Nullable String afterId) {}
}
