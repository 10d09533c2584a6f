package dev.sluice.system;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** The operations that SDK clients called with success, as the SDK names them. Safe for any thread. */
final class NotedOperations implements ExecutionInterceptor {
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        names.add(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    }

    Set<String> names() {
        return Set.copyOf(names);
    }
}
