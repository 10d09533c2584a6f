package dev.sluice.control.targets;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import jakarta.inject.Singleton;

/** Where the current tenant's integrations call AWS services, when it is not AWS itself. */
@Singleton
public class ServiceEndpoints {
    private final ServiceTargetRepository rows;
    private final TargetPublisher publisher;

    ServiceEndpoints(ServiceTargetRepository rows, TargetPublisher publisher) {
        this.rows = rows;
        this.publisher = publisher;
    }

    /** Stores the endpoint of a service. */
    public ServiceTarget put(String service, String endpoint) {
        TargetRules.require(TargetRules.isService(service), "Invalid service name specified");
        TargetRules.requireEndpoint(endpoint);
        publisher.lock();
        ServiceTarget row = rows.findById(service);
        if (row == null) {
            if (rows.count() >= TargetRules.MAX_TARGETS) {
                throw ProblemException.limitExceeded(
                        "Maximum number of service endpoints for this account has been reached: "
                                + TargetRules.MAX_TARGETS);
            }
            row = new ServiceTarget(service, endpoint);
            rows.persist(row);
        } else {
            row.change(endpoint);
        }
        publisher.publish();
        return row;
    }

    /** In order of creation. */
    public Page<ServiceTarget> list(PageRequest request) {
        return rows.page(request);
    }

    public ServiceTarget require(String service) {
        ServiceTarget row = TargetRules.isService(service) ? rows.findById(service) : null;
        if (row == null) {
            throw ProblemException.notFound("Invalid service endpoint identifier specified");
        }
        return row;
    }

    /** Nodes stop using it within seconds. */
    public void delete(String service) {
        publisher.lock();
        rows.delete(require(service));
        publisher.publish();
    }
}
