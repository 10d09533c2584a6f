package dev.sluice.control.metering.rest;

import dev.sluice.control.metering.AskedTenant;
import dev.sluice.control.metering.MeteredUsage;
import dev.sluice.control.metering.UsageColumn;
import dev.sluice.control.metering.UsageQuery;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.platform.values.DayRange;
import dev.sluice.control.platform.values.Texts;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.tenants.rest.ItemsJson;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The operations on metered calls. Translates; decides nothing. */
@Path("/platform")
@RunOnVirtualThread
public class MeteredUsageOperations {
    private static final String CSV = "text/csv; charset=utf-8; header=present";

    private final MeteredUsage usage;
    private final AskedTenant asked;

    MeteredUsageOperations(MeteredUsage usage, AskedTenant asked) {
        this.usage = usage;
        this.asked = asked;
    }

    @GET
    @Path("/usage")
    @Permission(value = "sluice:GetUsage", beginsTransactions = true)
    public ItemsJson<UsageRowJson> getUsage(@BeanParam Wanted wanted) {
        var page = usage.page(query("getUsageInput", wanted), PageRequest.of(wanted.limit, wanted.position));
        return ItemsJson.of(page, UsageRowJson::of);
    }

    @GET
    @Path("/usage.csv")
    @Permission(value = "sluice:GetUsageCsv", beginsTransactions = true)
    public Response getUsageCsv(@BeanParam Wanted wanted) {
        return Response.ok(new UsageCsv(usage, query("getUsageCsvInput", wanted)))
                .header(HttpHeaders.CONTENT_TYPE, CSV)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"usage.csv\"")
                .build();
    }

    private UsageQuery query(String shape, Wanted wanted) {
        var input = WireInput.of(shape, new byte[0]);
        String from = input.requiredQuery("startDate", wanted.startDate);
        String to = input.requiredQuery("endDate", wanted.endDate);
        input.check();
        return new UsageQuery(
                asked.orAll(wanted.tenantId),
                DayRange.parse(from, to),
                Texts.filled(wanted.restApiId),
                Texts.filled(wanted.stage),
                Texts.filled(wanted.keyId),
                UsageColumn.parse(wanted.groupBy));
    }

    /** The query of both; a file has no pages. */
    public static final class Wanted {
        @QueryParam("tenantId")
        @Nullable
        String tenantId;

        @QueryParam("startDate")
        @Nullable
        String startDate;

        @QueryParam("endDate")
        @Nullable
        String endDate;

        @QueryParam("restApiId")
        @Nullable
        String restApiId;

        @QueryParam("stage")
        @Nullable
        String stage;

        @QueryParam("keyId")
        @Nullable
        String keyId;

        @QueryParam("groupBy")
        @Nullable
        String groupBy;

        @QueryParam("limit")
        @Nullable
        String limit;

        @QueryParam("position")
        @Nullable
        String position;
    }
}
