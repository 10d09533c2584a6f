package dev.sluice.control.platform.permissions;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the one permission that an operation needs. Every JAX-RS operation carries it; the build fails otherwise. The
 * operation then runs only for a caller whose policies allow the action on the call's path, in one transaction of the
 * caller's tenant, and, when it writes, leaves an audit record in that transaction.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Permission {
    /** Whoever has a valid key may call it. */
    String ANY_CALLER = "sts:GetCallerIdentity";

    /**
     * The action: for the AWS operations {@code apigateway:} and the verb, as AWS has it; for our own {@code sluice:}
     * and the operation.
     */
    @Nonbinding
    String value() default "";

    /** Only the operator may call it. It works on other tenants, so it begins its own transactions. */
    @Nonbinding
    boolean operator() default false;

    /**
     * It waits for others than the database, and so begins its transactions itself, audited ones where it writes: a
     * transaction around the whole call would hold a connection for as long.
     */
    @Nonbinding
    boolean beginsTransactions() default false;
}
