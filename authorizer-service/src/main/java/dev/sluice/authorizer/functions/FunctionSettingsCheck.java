package dev.sluice.authorizer.functions;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;

/** Refuses to start with limits that no function could run under, before anything is built on them. */
@Singleton
class FunctionSettingsCheck {
    private final FunctionSettings settings;

    FunctionSettingsCheck(FunctionSettings settings) {
        this.settings = settings;
    }

    void check(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent start) {
        atLeast(1, settings.calls(), "calls");
        atLeast(1, settings.callsOfTenant(), "calls-of-tenant");
        atLeast(0, settings.waiting(), "waiting");
        atLeast(0, settings.readyGuests(), "ready-guests");
        positive(settings.cpuTime(), "cpu-time");
        positive(settings.time(), "time");
        positive(settings.keepLogs(), "keep-logs");
        if (settings.patience().isNegative()) {
            throw refused("patience", settings.patience() + ", and must not be negative");
        }
    }

    private static void atLeast(int least, int value, String name) {
        if (value < least) {
            throw refused(name, value + ", and must be at least " + least);
        }
    }

    private static void positive(Duration value, String name) {
        if (!value.isPositive()) {
            throw refused(name, value + ", and must be longer than nothing");
        }
    }

    private static ConfigurationException refused(String name, String rule) {
        return new ConfigurationException("sluice.functions." + name + " is " + rule);
    }
}
