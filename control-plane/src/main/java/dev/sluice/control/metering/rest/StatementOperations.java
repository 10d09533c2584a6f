package dev.sluice.control.metering.rest;

import dev.sluice.control.metering.AskedTenant;
import dev.sluice.control.metering.Statements;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.platform.wire.WireInput;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** The operation on statements. Translates; decides nothing. */
@Path("/platform/statement")
@RunOnVirtualThread
public class StatementOperations {
    private final Statements statements;
    private final AskedTenant asked;

    StatementOperations(Statements statements, AskedTenant asked) {
        this.statements = statements;
        this.asked = asked;
    }

    @GET
    @Permission(value = "sluice:GetStatement", beginsTransactions = true)
    public StatementJson getStatement(
            @QueryParam("month") @Nullable String month, @QueryParam("tenantId") @Nullable String tenantId) {
        var input = WireInput.of("getStatementInput", new byte[0]);
        String wanted = input.requiredQuery("month", month, Months.RULE);
        input.check();
        return StatementJson.of(statements.of(asked.one(tenantId), YearMonth.parse(wanted)));
    }
}
