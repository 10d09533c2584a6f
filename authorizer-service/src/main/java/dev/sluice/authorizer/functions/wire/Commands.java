package dev.sluice.authorizer.functions.wire;

import dev.sluice.authorizer.data.DatabaseRefused;
import dev.sluice.authorizer.data.TenantId;
import dev.sluice.authorizer.functions.FunctionAnswers;
import dev.sluice.authorizer.functions.FunctionLogs;
import dev.sluice.authorizer.functions.FunctionRefused;
import dev.sluice.authorizer.functions.FunctionVersions;
import dev.sluice.authorizer.functions.Functions;
import dev.sluice.authorizer.functions.Invocation;
import dev.sluice.authorizer.functions.Invocations;
import dev.sluice.contracts.functions.FunctionAnswer.Done;
import dev.sluice.contracts.functions.FunctionAnswer.ManyFunctions;
import dev.sluice.contracts.functions.FunctionAnswer.ManyLogs;
import dev.sluice.contracts.functions.FunctionAnswer.ManyVersions;
import dev.sluice.contracts.functions.FunctionAnswer.Reason;
import dev.sluice.contracts.functions.FunctionAnswer.Refused;
import dev.sluice.contracts.functions.FunctionAnswer.Result;
import dev.sluice.contracts.functions.FunctionAnswer.Tested;
import dev.sluice.contracts.functions.FunctionCommand;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Does what the control plane asks for a tenant's functions, versions and logs. A refusal of the functions or of the
 * database is a {@link Refused}, never an exception. Blocks; thread-safe.
 */
@Singleton
class Commands {
    private static final Logger LOG = Logger.getLogger(Commands.class);

    private final Functions functions;
    private final FunctionVersions versions;
    private final FunctionLogs logs;
    private final Invocations invocations;

    Commands(Functions functions, FunctionVersions versions, FunctionLogs logs, Invocations invocations) {
        this.functions = functions;
        this.versions = versions;
        this.logs = logs;
        this.invocations = invocations;
    }

    Result result(TenantId tenant, FunctionCommand command) {
        try {
            return done(tenant, command);
        } catch (FunctionRefused refused) {
            return new Refused(refused.reason(), refused.text());
        } catch (DatabaseRefused refused) {
            return switch (refused.kind()) {
                case CONFLICT ->
                    new Refused(
                            Reason.CONFLICT,
                            "Unable to complete operation due to concurrent modification. Please try again later.");
                case BAD_VALUE -> new Refused(Reason.BAD_REQUEST, "The request holds a value that cannot be stored");
                case AWAY, FAULT -> {
                    LOG.errorf(refused, "The database refused a command. tenant=%s", tenant);
                    yield new Refused(Reason.BUSY, "The service is not available. Please try again later.");
                }
            };
        }
    }

    private Result done(TenantId tenant, FunctionCommand command) {
        return switch (command) {
            case FunctionCommand.Create(var name, var description, var code) ->
                functions.create(tenant, name, description, code);
            case FunctionCommand.Put(var name, var description, var code) ->
                functions.put(tenant, name, description, code);
            case FunctionCommand.Get(var name) -> functions.require(tenant, name);
            case FunctionCommand.ListAll(var slice) -> new ManyFunctions(functions.list(tenant, slice));
            case FunctionCommand.Delete(var name) -> {
                functions.delete(tenant, name);
                yield new Done();
            }
            case FunctionCommand.GetVersion(var name, var version) -> versions.require(tenant, name, version);
            case FunctionCommand.ListVersions(var name, var slice) -> {
                var _ = functions.require(tenant, name);
                yield new ManyVersions(versions.list(tenant, name, slice));
            }
            case FunctionCommand.DeleteVersion(var name, var version) -> {
                versions.delete(tenant, name, version);
                yield new Done();
            }
            case FunctionCommand.ListLogs(var name, var slice) -> {
                var _ = functions.require(tenant, name);
                yield new ManyLogs(logs.list(tenant, name, slice));
            }
            case FunctionCommand.Test test -> test(tenant, test);
        };
    }

    private Result test(TenantId tenant, FunctionCommand.Test test) {
        String event = Events.parse(test.event().getBytes(StandardCharsets.UTF_8));
        if (event == null) {
            return new Refused(Reason.BAD_REQUEST, "Invalid event specified: an event is one JSON value");
        }
        Integer version = test.version();
        String qualifier = version == null ? null : version.toString();
        return switch (invocations.call(
                tenant, test.name(), qualifier, UUID.randomUUID().toString(), event)) {
            case Invocation.Absent _ -> new Refused(Reason.NOT_FOUND, "Invalid function identifier specified");
            case Invocation.Busy _ ->
                new Refused(Reason.BUSY, "Too many functions run at once. Please try again later.");
            case Invocation.Called called ->
                new Tested(
                        called.version(),
                        FunctionAnswers.functionError(called.report().outcome()),
                        FunctionAnswers.payload(called.requestId(), called.report()),
                        FunctionAnswers.log(called.requestId(), called.version(), called.report()),
                        called.report().time().toNanos() / 1_000,
                        called.report().cpuTime().toNanos() / 1_000,
                        called.report().memoryBytes());
        };
    }
}
