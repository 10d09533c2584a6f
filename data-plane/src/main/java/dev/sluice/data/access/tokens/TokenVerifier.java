package dev.sluice.data.access.tokens;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a token is its issuer's and holds now (security-requirements 38): algorithm, key, signature, times.
 * What else it has to say is the caller's to judge. On the exchange's loop, where a signature takes some ten
 * microseconds; the exchange waits when keys have to be fetched. Shared by all loops.
 */
public final class TokenVerifier {
    private final KeySets sets;
    private final InstantSource clock;
    private final FastThreadLocal<MessageDigest> digests = new FastThreadLocal<>() {
        @Override
        protected MessageDigest initialValue() {
            return Digest.sha256();
        }
    };

    /** Hears of the end of a check, once, on the exchange's loop. */
    public interface Use {
        /**
         * The token holds.
         *
         * @param trust by which it is accepted
         * @param version of the key set that says so, as {@link KeySets#version} tells it
         */
        Outcome holds(Exchange exchange, SignedToken token, Trust trust, long version);

        /** It does not. */
        Outcome fails(Exchange exchange, TokenFault fault);
    }

    /** A node has one. */
    public TokenVerifier(KeySets sets, InstantSource clock) {
        this.sets = sets;
        this.clock = clock;
    }

    /** The key sets that decide. */
    public KeySets sets() {
        return sets;
    }

    /** What stands for a header's value, whose characters are bytes. */
    public Digest digest(String value) {
        return Digest.of(digests.get(), value.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Second of the epoch. */
    public long nowSeconds() {
        return Math.floorDiv(clock.millis(), 1_000L);
    }

    /** Checks a token that says to be of the issuer that is trusted. */
    public Outcome verify(Exchange exchange, SignedToken token, Trust trust, Use use) {
        if (!trust.algorithms().contains(token.algorithm())) {
            return use.fails(
                    exchange, TokenFault.invalid("token is signed by an algorithm that its issuer may not use"));
        }
        KeySource source = sets.source(trust.issuer());
        // Not before: a source that begins now may be asked for its keys from now on.
        long now = sets.clock().nanos();
        KeySource.Held held = source.current(now);
        return held != null && held.set().names(token)
                ? judged(exchange, token, trust, held, use)
                : renewed(exchange, token, trust, now, use);
    }

    private Outcome renewed(Exchange exchange, SignedToken token, Trust trust, long nowNanos, Use use) {
        KeySource source = sets.source(trust.issuer());
        Waiting waiting = new Waiting(exchange, rest -> again(rest, token, trust, use));
        return switch (source.renew(new KeySource.Waiter(exchange.loop(), waiting), nowNanos)) {
            case UNDER_WAY -> {
                exchange.onCancel(waiting::drop);
                yield Outcome.PENDING;
            }
            case NOT_NOW -> again(exchange, token, trust, use);
            case CROWDED ->
                use.fails(
                        exchange,
                        new TokenFault(TokenFault.Kind.CROWDED, "too many calls wait for the keys of an issuer"));
        };
    }

    private Outcome again(Exchange exchange, SignedToken token, Trust trust, Use use) {
        KeySource source = sets.source(trust.issuer());
        KeySource.Held held = source.current(sets.clock().nanos());
        if (held == null) {
            return use.fails(exchange, TokenFault.invalid(source.fault()));
        }
        return judged(exchange, token, trust, held, use);
    }

    private Outcome judged(Exchange exchange, SignedToken token, Trust trust, KeySource.Held held, Use use) {
        PublicKey key = held.set().find(token);
        if (key == null) {
            return use.fails(exchange, TokenFault.invalid("token names a key that its issuer does not have"));
        }
        if (!token.isSignedBy(key)) {
            return use.fails(exchange, TokenFault.invalid("token has an invalid signature"));
        }
        TokenFault fault = untimely(token.claims());
        return fault == null ? use.holds(exchange, token, trust, held.version()) : use.fails(exchange, fault);
    }

    private @Nullable TokenFault untimely(Claims claims) {
        long now = nowSeconds();
        if (claims.expires() == Claims.ABSENT) {
            return TokenFault.invalid("token has no end");
        }
        if (claims.expires() <= now) {
            return new TokenFault(TokenFault.Kind.EXPIRED, "the token has expired");
        }
        // No leeway (decisions 31); a claim that is absent is long ago.
        return Math.max(claims.notBefore(), claims.issued()) > now
                ? TokenFault.invalid("token does not hold yet")
                : null;
    }

    /** An exchange that waits for keys, unless its client goes. Confined to the exchange's loop. */
    private static final class Waiting implements Runnable {
        private final Exchange exchange;
        private final Step rest;
        private boolean gone;

        Waiting(Exchange exchange, Step rest) {
            this.exchange = exchange;
            this.rest = rest;
        }

        void drop() {
            gone = true;
        }

        @Override
        public void run() {
            if (!gone) {
                exchange.resumeWith(rest);
            }
        }
    }
}
