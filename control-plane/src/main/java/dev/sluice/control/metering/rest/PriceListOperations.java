package dev.sluice.control.metering.rest;

import dev.sluice.control.metering.PriceLists;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.platform.wire.WireInput;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The operator's operations on price lists. Translates; decides nothing. */
@Path("/platform/price-list")
@RunOnVirtualThread
public class PriceListOperations {
    private final PriceLists lists;

    PriceListOperations(PriceLists lists) {
        this.lists = lists;
    }

    /** The list that holds in a month; without one, in the present month. */
    @GET
    @Permission(value = "sluice:GetPriceList", operator = true)
    public PriceListJson getPriceList(@QueryParam("month") @Nullable String month) {
        var input = WireInput.ofLabels();
        input.label("month", month, Months.RULE);
        input.check();
        return PriceListJson.of(lists.holding(month == null ? YearMonth.now(ZoneOffset.UTC) : YearMonth.parse(month)));
    }

    @PUT
    @Permission(value = "sluice:PutPriceList", operator = true)
    public PriceListJson putPriceList(byte[] body) {
        PriceListJson.Wanted wanted = PriceListJson.read(body);
        return PriceListJson.of(lists.put(wanted.from(), wanted.prices()));
    }
}
