package dev.sluice.contracts.functions;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of a {@link FunctionRequest}. */
public record FunctionAnswer(int formatVersion, Result result) {
    /** The layout that this version of Sluice writes. */
    public static final int FORMAT_VERSION = 1;

    /** One of these. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Refused.class, name = "refused"),
        @JsonSubTypes.Type(value = Done.class, name = "done"),
        @JsonSubTypes.Type(value = OneFunction.class, name = "function"),
        @JsonSubTypes.Type(value = ManyFunctions.class, name = "functions"),
        @JsonSubTypes.Type(value = OneVersion.class, name = "version"),
        @JsonSubTypes.Type(value = ManyVersions.class, name = "versions"),
        @JsonSubTypes.Type(value = ManyLogs.class, name = "logs"),
        @JsonSubTypes.Type(value = Tested.class, name = "tested")
    })
    public sealed interface Result {}

    /** It was not done. */
    public record Refused(Reason reason, String message) implements Result {}

    /** Why something was not done. */
    public enum Reason {
        BAD_REQUEST,
        NOT_FOUND,
        CONFLICT,
        LIMIT,
        BUSY
    }

    /** It was done, and there is nothing to show. */
    public record Done() implements Result {}

    /**
     * A function.
     *
     * @param version the newest
     */
    public record OneFunction(
            String name, String arn, String description, int version, Instant createdAt, Instant updatedAt)
            implements Result {}

    /** Some functions. */
    public record ManyFunctions(List<OneFunction> items) implements Result {
        public ManyFunctions {
            items = List.copyOf(items);
        }
    }

    /**
     * A version.
     *
     * @param codeSha256 of its code, in base64, as AWS shows it
     * @param code left out in lists
     */
    public record OneVersion(
            int version,
            String codeSha256,
            int codeBytes,
            Instant createdAt,
            @Nullable String code) implements Result {}

    /** Some versions. */
    public record ManyVersions(List<OneVersion> items) implements Result {
        public ManyVersions {
            items = List.copyOf(items);
        }
    }

    /**
     * What one call wrote.
     *
     * @param id orders entries of one time
     * @param outcome {@code ok}, or the type of the error
     */
    public record OneLog(
            String id,
            Instant startedAt,
            String requestId,
            int version,
            String outcome,
            long durationMicros,
            long cpuMicros,
            long memoryBytes,
            String log) {}

    /** Some of them. */
    public record ManyLogs(List<OneLog> items) implements Result {
        public ManyLogs {
            items = List.copyOf(items);
        }
    }

    /**
     * A test call that was made.
     *
     * @param functionError {@code Unhandled} when the payload is an error document
     * @param payload a JSON text
     */
    public record Tested(
            int version,
            @Nullable String functionError,
            String payload,
            String log,
            long durationMicros,
            long cpuMicros,
            long memoryBytes)
            implements Result {}
}
