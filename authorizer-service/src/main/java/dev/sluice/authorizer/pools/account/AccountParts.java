package dev.sluice.authorizer.pools.account;

import dev.sluice.authorizer.pools.client.AppClient;
import dev.sluice.authorizer.pools.client.ClientDirectory;
import dev.sluice.authorizer.pools.client.Registered;
import dev.sluice.authorizer.pools.message.Codes;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.signin.Attempts;
import dev.sluice.authorizer.pools.signin.PasswordProof;
import dev.sluice.authorizer.pools.token.AccessTokens.Holder;
import jakarta.inject.Singleton;

/** What an account needs of its surroundings: the client of its token, proofs, codes and limits. */
@Singleton
final class AccountParts {
    private final ClientDirectory clients;
    private final PasswordProof proof;
    private final Codes codes;
    private final Attempts attempts;

    AccountParts(ClientDirectory clients, PasswordProof proof, Codes codes, Attempts attempts) {
        this.clients = clients;
        this.proof = proof;
        this.codes = codes;
        this.attempts = attempts;
    }

    PasswordProof proof() {
        return proof;
    }

    Codes codes() {
        return codes;
    }

    /** The client that the holder signed in by. */
    AppClient client(Holder holder) {
        return registered(holder).client();
    }

    /** The client that the holder signed in by, with its pool. */
    Registered registered(Holder holder) {
        return clients.get(holder.signIn().clientId());
    }

    /** Counts a message to the holder; refused when there were too many. */
    void takeMessage(Holder holder, String address) {
        if (!attempts.take(
                        holder.pool(),
                        Attempts.Kind.MESSAGE,
                        holder.user().sub().toString())
                || !attempts.take(holder.pool(), Attempts.Kind.MESSAGE_ADDRESS, address)) {
            throw Refused.limitExceeded();
        }
    }
}
