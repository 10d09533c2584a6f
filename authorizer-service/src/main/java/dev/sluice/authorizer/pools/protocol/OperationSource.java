package dev.sluice.authorizer.pools.protocol;

import java.util.List;

/** A bean that serves operations. */
public interface OperationSource {
    /** What it serves. */
    List<Operation> operations();
}
