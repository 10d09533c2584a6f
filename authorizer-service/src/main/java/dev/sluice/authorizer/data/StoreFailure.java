package dev.sluice.authorizer.data;

import java.sql.SQLException;

/** Carries what the database said out of the work of a transaction. */
final class StoreFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SQLException refusal;

    StoreFailure(SQLException refusal) {
        super(refusal);
        this.refusal = refusal;
    }

    SQLException refusal() {
        return refusal;
    }
}
