package dev.sluice.control.functions.rest;

import dev.sluice.contracts.functions.FunctionAnswer.Done;
import dev.sluice.contracts.functions.FunctionAnswer.ManyFunctions;
import dev.sluice.contracts.functions.FunctionAnswer.ManyLogs;
import dev.sluice.contracts.functions.FunctionAnswer.ManyVersions;
import dev.sluice.contracts.functions.FunctionAnswer.OneFunction;
import dev.sluice.contracts.functions.FunctionAnswer.OneVersion;
import dev.sluice.contracts.functions.FunctionAnswer.Tested;
import dev.sluice.contracts.functions.FunctionCommand;
import dev.sluice.contracts.functions.FunctionCommand.Slice;
import dev.sluice.control.functions.FunctionHost;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.paging.Position;
import dev.sluice.control.platform.permissions.Permission;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.tenants.rest.ItemsJson;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.Objects;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/**
 * The operations on tenants' functions. Translates; decides nothing. A write is asked of the host inside its audited
 * transaction, so that what the host refuses leaves no record of a change.
 */
@Path("/platform/functions")
@RunOnVirtualThread
public class FunctionOperations {
    private final FunctionHost host;

    FunctionOperations(FunctionHost host) {
        this.host = host;
    }

    @GET
    @Permission(value = "sluice:ListFunctions", beginsTransactions = true)
    public ItemsJson<FunctionJson> listFunctions(
            @QueryParam("limit") @Nullable String limit, @QueryParam("position") @Nullable String position) {
        var request = PageRequest.of(limit, position);
        var found = host.ask(new FunctionCommand.ListAll(slice(request)), ManyFunctions.class);
        return ItemsJson.of(
                Page.of(found.items(), request, item -> new Position(item.createdAt(), item.name())), FunctionJson::of);
    }

    @POST
    @ResponseStatus(201)
    @Permission("sluice:CreateFunction")
    public FunctionJson createFunction(byte[] body) {
        var input = WireInput.of("createFunctionInput", body);
        String name = input.body().requiredText("name");
        String description = input.body().text("description");
        String code = input.body().requiredLongText("code");
        input.check();
        var command = new FunctionCommand.Create(name, Objects.requireNonNullElse(description, ""), code);
        return FunctionJson.of(host.ask(command, OneFunction.class));
    }

    @GET
    @Path("/{name}")
    @Permission(value = "sluice:GetFunction", beginsTransactions = true)
    public FunctionJson getFunction(@PathParam("name") String name) {
        return FunctionJson.of(host.ask(new FunctionCommand.Get(name), OneFunction.class));
    }

    /** Makes the next version. */
    @PUT
    @Path("/{name}")
    @Permission("sluice:PutFunction")
    public FunctionJson putFunction(@PathParam("name") String name, byte[] body) {
        var input = WireInput.of("putFunctionInput", body);
        String description = input.body().text("description");
        String code = input.body().requiredLongText("code");
        input.check();
        return FunctionJson.of(host.ask(new FunctionCommand.Put(name, description, code), OneFunction.class));
    }

    @DELETE
    @Path("/{name}")
    @ResponseStatus(204)
    @Permission("sluice:DeleteFunction")
    public void deleteFunction(@PathParam("name") String name) {
        host.ask(new FunctionCommand.Delete(name), Done.class);
    }

    @GET
    @Path("/{name}/versions")
    @Permission(value = "sluice:ListFunctionVersions", beginsTransactions = true)
    public ItemsJson<FunctionVersionJson> listFunctionVersions(
            @PathParam("name") String name,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("position") @Nullable String position) {
        var request = PageRequest.of(limit, position);
        var found = host.ask(new FunctionCommand.ListVersions(name, slice(request)), ManyVersions.class);
        return ItemsJson.of(
                Page.of(
                        found.items(),
                        request,
                        item -> new Position(item.createdAt(), Integer.toString(item.version()))),
                FunctionVersionJson::of);
    }

    @GET
    @Path("/{name}/versions/{version}")
    @Permission(value = "sluice:GetFunctionVersion", beginsTransactions = true)
    public FunctionVersionJson getFunctionVersion(
            @PathParam("name") String name, @PathParam("version") String version) {
        return FunctionVersionJson.of(
                host.ask(new FunctionCommand.GetVersion(name, number(version)), OneVersion.class));
    }

    @DELETE
    @Path("/{name}/versions/{version}")
    @ResponseStatus(204)
    @Permission("sluice:DeleteFunctionVersion")
    public void deleteFunctionVersion(@PathParam("name") String name, @PathParam("version") String version) {
        host.ask(new FunctionCommand.DeleteVersion(name, number(version)), Done.class);
    }

    @GET
    @Path("/{name}/logs")
    @Permission(value = "sluice:ListFunctionLogs", beginsTransactions = true)
    public ItemsJson<FunctionLogJson> listFunctionLogs(
            @PathParam("name") String name,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("position") @Nullable String position) {
        var request = PageRequest.of(limit, position);
        var found = host.ask(new FunctionCommand.ListLogs(name, slice(request)), ManyLogs.class);
        return ItemsJson.of(
                Page.of(found.items(), request, item -> new Position(item.startedAt(), item.id())),
                FunctionLogJson::of);
    }

    /** Calls it with the event in the body's member {@code event}, a JSON text. */
    @POST
    @Path("/{name}/test")
    @Permission("sluice:TestFunction")
    public FunctionTestJson testFunction(@PathParam("name") String name, byte[] body) {
        var input = WireInput.of("testFunctionInput", body);
        String event = input.body().longText("event");
        Integer version = input.body().integer("version");
        input.check();
        return FunctionTestJson.of(
                host.ask(new FunctionCommand.Test(name, version, event == null ? "" : event), Tested.class));
    }

    private static Slice slice(PageRequest request) {
        Position after = request.after();
        return new Slice(request.limit(), after == null ? null : after.createdAt(), after == null ? null : after.id());
    }

    private static int number(String version) {
        if (!version.matches("[1-9][0-9]{0,8}")) {
            throw ProblemException.notFound("Invalid function identifier specified");
        }
        return Integer.parseInt(version);
    }
}
