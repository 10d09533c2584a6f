package dev.sluice.control.platform.permissions;

import dev.sluice.control.platform.audit.AuditedTransaction;
import dev.sluice.control.platform.calls.Call;
import dev.sluice.control.platform.calls.CurrentCall;
import dev.sluice.control.platform.data.DatabaseProblems;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Around every operation: allowed or not, then one audited transaction of the caller's tenant. */
@Interceptor
@Permission
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
class PermissionInterceptor {
    private final CurrentCall current;
    private final Permissions permissions;
    private final AuditedTransaction transaction;

    PermissionInterceptor(CurrentCall current, Permissions permissions, AuditedTransaction transaction) {
        this.current = current;
        this.permissions = permissions;
        this.transaction = transaction;
    }

    @AroundInvoke
    Object guard(InvocationContext invocation) throws Exception {
        var permission = invocation.getMethod().getAnnotation(Permission.class);
        Call call = current.get();
        permissions.require(call, permission);
        try {
            return permission.operator() || permission.beginsTransactions()
                    ? invocation.proceed()
                    : transaction.call(
                            call.principal().tenant(), invocation.getMethod().getName(), invocation::proceed);
        } catch (RuntimeException failure) {
            throw DatabaseProblems.translate(failure);
        }
    }
}
