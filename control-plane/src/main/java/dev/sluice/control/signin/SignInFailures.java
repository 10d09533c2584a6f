package dev.sluice.control.signin;

import dev.sluice.aws.net.SourceNetwork;
import dev.sluice.control.issuer.IssuerSettings;
import dev.sluice.control.issuer.calls.IssuerAway;
import dev.sluice.control.platform.signature.Budgets;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Sign-ins that did not go on: limits them by the network of the source address, counts them by the rule that they broke, of which there are a few
 * words of ours, and logs an issuer that does not do its part some times a minute. Any thread.
 */
@Singleton
class SignInFailures {
    private static final Logger LOG = Logger.getLogger(SignInFailures.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int WARNINGS = 6;

    private final MeterRegistry registry;
    private final Budgets byNetwork;
    private final Budgets warnings = new Budgets(WARNINGS, WARNINGS, MINUTE, System::nanoTime);

    SignInFailures(MeterRegistry registry, IssuerSettings settings) {
        this.registry = registry;
        this.byNetwork =
                new Budgets(settings.failuresPerAddress(), settings.failuresPerAddress(), MINUTE, System::nanoTime);
    }

    /** Whether an address had too many. */
    boolean areTooMany(String address) {
        return byNetwork.isSpent(SourceNetwork.of(address));
    }

    /** Takes one of the address's. */
    void take(String address) {
        byNetwork.take(SourceNetwork.of(address));
    }

    void note(String rule, String requestId) {
        count(rule);
        LOG.debugf("sign-in refused failure=%s requestId=%s", rule, requestId);
    }

    /** The issuer did not do its part, which is no failure of the address. */
    void note(IssuerAway away, String requestId) {
        count("issuer away");
        if (warnings.take("")) {
            LOG.warnf("the issuer does not answer failure=%s requestId=%s", away.getMessage(), requestId);
        }
    }

    private void count(String rule) {
        Counter.builder("sluice.sign.in.failures")
                .description("Sign-ins to the console that did not go on")
                .tag("rule", rule)
                .register(registry)
                .increment();
    }
}
