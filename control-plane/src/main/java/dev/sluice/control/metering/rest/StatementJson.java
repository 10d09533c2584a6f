package dev.sluice.control.metering.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sluice.control.metering.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement on the wire. Prices and amounts are decimal texts. */
public record StatementJson(
        String tenantId,
        String month,
        @JsonProperty("final") boolean isFinal,
        String currency,
        long calls,
        List<LineJson> lines,
        List<TierJson> tiers,
        @Nullable TransferJson transfer,
        String total) {
    public StatementJson {
        lines = List.copyOf(lines);
        tiers = List.copyOf(tiers);
    }

    /** A line on the wire. */
    public record LineJson(
            @Nullable String restApiId,
            @Nullable String stage,
            long calls,
            long requestBytes,
            long responseBytes,
            String amount) {
        static LineJson of(Statement.Line line) {
            return new LineJson(
                    line.api(),
                    line.stage(),
                    line.calls(),
                    line.requestBytes(),
                    line.responseBytes(),
                    line.amount().toPlainString());
        }
    }

    /** A tier on the wire. */
    public record TierJson(long fromCalls, String pricePerMillionCalls, long calls, String amount) {
        static TierJson of(Statement.Part part) {
            return new TierJson(
                    part.fromCalls(),
                    part.pricePerMillionCalls().toPlainString(),
                    part.calls(),
                    part.amount().toPlainString());
        }
    }

    /** What was sent to clients, on the wire. */
    public record TransferJson(long responseBytes, String pricePerGigabyte, String amount) {
        static @Nullable TransferJson of(Statement.@Nullable Transfer transfer) {
            return transfer == null
                    ? null
                    : new TransferJson(
                            transfer.bytes(),
                            transfer.pricePerGigabyte().toPlainString(),
                            transfer.amount().toPlainString());
        }
    }

    static StatementJson of(Statement statement) {
        return new StatementJson(
                statement.tenant().value(),
                statement.month().toString(),
                statement.isFinal(),
                statement.currency(),
                statement.calls(),
                statement.lines().stream().map(LineJson::of).toList(),
                statement.tiers().stream().map(TierJson::of).toList(),
                TransferJson.of(statement.transfer()),
                statement.total().toPlainString());
    }
}
