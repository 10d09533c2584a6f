package dev.sluice.control.metering;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TenantId;
import org.hibernate.type.SqlTypes;

/** The prices that hold from a month on until those of a later list. All lists are the operator's. */
@Entity
@Table(name = "price_lists")
public class PriceList {
    @Id
    private LocalDate fromMonth;

    @TenantId
    String tenantId;

    @JdbcTypeCode(SqlTypes.JSON)
    private Prices prices;

    private Instant updatedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected PriceList() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the tenant
    PriceList(YearMonth from, Prices prices) {
        this.fromMonth = from.atDay(1);
        this.prices = prices;
        this.updatedAt = now();
    }

    void change(Prices changed) {
        this.prices = changed;
        this.updatedAt = now();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** The month from which it holds. */
    public YearMonth from() {
        return YearMonth.from(fromMonth);
    }

    public Prices prices() {
        return prices;
    }

    public Instant updatedAt() {
        return updatedAt;
    }
}
