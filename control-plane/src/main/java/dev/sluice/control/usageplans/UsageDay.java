package dev.sluice.control.usageplans;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.LocalDate;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.TenantId;

/** What a key used of a plan on a UTC day, and what was granted beyond the quota on it. */
@Entity
@Table(name = "usage_days")
@IdClass(UsageDayKey.class)
@DynamicUpdate // what nodes report is added meanwhile, past Hibernate
public class UsageDay {
    @Id
    private String planId;

    @Id
    private String keyId;

    @Id
    private LocalDate day;

    @TenantId
    String tenantId;

    private long used;
    private long extension;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected UsageDay() {}

    @SuppressWarnings("NullAway.Init") // Hibernate fills the tenant
    UsageDay(UsageDayKey key) {
        this.planId = key.planId();
        this.keyId = key.keyId();
        this.day = key.day();
    }

    /** Grants more calls until the period of the quota ends; a negative number takes them away. */
    void extend(long calls) {
        this.extension += calls;
    }

    String keyId() {
        return keyId;
    }

    LocalDate day() {
        return day;
    }

    long used() {
        return used;
    }

    long extension() {
        return extension;
    }
}
