package dev.sluice.control.targets;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import jakarta.inject.Singleton;

/** Where the current tenant's functions are invoked. */
@Singleton
public class FunctionEndpoints {
    private final FunctionTargetRepository rows;
    private final TargetPublisher publisher;

    FunctionEndpoints(FunctionTargetRepository rows, TargetPublisher publisher) {
        this.rows = rows;
        this.publisher = publisher;
    }

    /** Stores an endpoint for a function or, with a star at the end, for all whose ARNs begin so. */
    public FunctionTarget put(String functionArn, String endpoint) {
        TargetRules.require(TargetRules.isFunction(functionArn), "Invalid function ARN specified");
        TargetRules.requireFunctionEndpoint(endpoint);
        publisher.lock();
        FunctionTarget row = rows.findById(functionArn);
        if (row == null) {
            if (rows.count() >= TargetRules.MAX_TARGETS) {
                throw ProblemException.limitExceeded(
                        "Maximum number of function endpoints for this account has been reached: "
                                + TargetRules.MAX_TARGETS);
            }
            row = new FunctionTarget(functionArn, endpoint);
            rows.persist(row);
        } else {
            row.change(endpoint);
        }
        publisher.publish();
        return row;
    }

    /** In order of creation. */
    public Page<FunctionTarget> list(PageRequest request) {
        return rows.page(request);
    }

    public FunctionTarget require(String functionArn) {
        FunctionTarget row = TargetRules.isFunction(functionArn) ? rows.findById(functionArn) : null;
        if (row == null) {
            throw ProblemException.notFound("Invalid function endpoint identifier specified");
        }
        return row;
    }

    /** Nodes stop using it within seconds. */
    public void delete(String functionArn) {
        publisher.lock();
        rows.delete(require(functionArn));
        publisher.publish();
    }
}
