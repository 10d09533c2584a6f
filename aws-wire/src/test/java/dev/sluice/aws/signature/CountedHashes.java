package dev.sluice.aws.signature;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the hashes that its thread asks the JDK for, by algorithm, until it is closed; who computes them stays the same. */
final class CountedHashes extends Provider implements AutoCloseable {
    private static final long serialVersionUID = 1L;

    private final transient Thread counted = Thread.currentThread();
    private final transient Map<String, Integer> counts = new HashMap<>();

    CountedHashes() {
        super("CountedHashes", "1", "Counts what is asked for");
        putService(new Counted(this, real("Mac", "HmacSHA256")));
        putService(new Counted(this, real("MessageDigest", "SHA-256")));
        Security.insertProviderAt(this, 1);
    }

    private static Service real(String type, String algorithm) {
        return List.of(Security.getProviders()).stream()
                .map(provider -> provider.getService(type, algorithm))
                .filter(service -> service != null)
                .findFirst()
                .orElseThrow();
    }

    /** How many of each since the last look. */
    Map<String, Integer> taken() {
        var taken = Map.copyOf(counts);
        counts.clear();
        return taken;
    }

    private void count(String algorithm) {
        if (Thread.currentThread().equals(counted)) {
            counts.merge(algorithm, 1, Integer::sum);
        }
    }

    @Override
    public void close() {
        Security.removeProvider(getName());
    }

    private static final class Counted extends Service {
        private final CountedHashes owner;
        private final Service real;

        Counted(CountedHashes owner, Service real) {
            super(owner, real.getType(), real.getAlgorithm(), real.getClassName(), null, null);
            this.owner = owner;
            this.real = real;
        }

        @Override
        public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
            owner.count(getAlgorithm());
            return real.newInstance(parameter);
        }
    }
}
