package dev.sluice.control.platform.data;

import jakarta.inject.Singleton;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** Runs work when the transaction of this thread has ended, committed or not. */
@Singleton
public class AfterTransaction {
    private final TransactionSynchronizationRegistry transactions;

    AfterTransaction(TransactionSynchronizationRegistry transactions) {
        this.transactions = transactions;
    }

    /** Registers the work; there must be a transaction. */
    public void run(Runnable work) {
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                work.run();
            }
        });
    }
}
