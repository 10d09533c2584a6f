package dev.sluice.control.signin;

import dev.sluice.control.members.MemberDirectory;
import dev.sluice.control.members.Membership;
import dev.sluice.control.platform.browsers.BrowserRules;
import dev.sluice.control.platform.browsers.Cookies;
import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.wire.WireInput;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the console asks about its own session: who is signed in, another account, the end. */
@Singleton
class SessionDoor {
    private static final int MOST_BYTES = 1_024;

    private final BrowserWork work;
    private final SessionIds ids;
    private final BrowserSessions sessions;
    private final BrowserRules rules;
    private final MemberDirectory members;
    private final CodeFlow flow;

    SessionDoor(
            BrowserWork work,
            SessionIds ids,
            BrowserSessions sessions,
            BrowserRules rules,
            MemberDirectory members,
            CodeFlow flow) {
        this.work = work;
        this.ids = ids;
        this.sessions = sessions;
        this.rules = rules;
        this.members = members;
        this.flow = flow;
    }

    void open(@Observes Router router) {
        router.get("/console/session").handler(this::show);
        router.put("/console/session/account").handler(this::receive);
        router.post("/console/sign-out").handler(context -> {
            if (isWorth(context)) {
                work.serve(context, () -> signOut(context));
            }
        });
    }

    /** Who has no session takes no place among those who have one, and junk is told from a session by itself. */
    private void show(RoutingContext context) {
        String id = rules.isOwn(context.request()) ? id(context) : null;
        if (id == null || !ids.mayBeOurs(id)) {
            work.answer(context, nobody());
        } else {
            work.serve(
                    context, () -> sessions.look(id).map(row -> json(row, id)).orElseGet(this::nobody));
        }
    }

    private PageAnswer nobody() {
        return answer(new JsonObject().putNull("session").put("signIn", "/console/sign-in"));
    }

    private PageAnswer answer(JsonObject document) {
        return PageAnswer.json(document.put("ownPool", flow.isOwnPool()).encode());
    }

    private boolean isWorth(RoutingContext context) {
        String id = id(context);
        boolean mayBe = id != null && ids.mayBeOurs(id);
        if (!mayBe) {
            work.refuse(context, BrowserSessionTable.missing().problem());
        }
        return mayBe;
    }

    /** The body is some bytes, whose length the head tells. */
    private void receive(RoutingContext context) {
        if (!isWorth(context)) {
            return;
        }
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || !length.matches("\\d{1,4}") || Integer.parseInt(length) > MOST_BYTES) {
            work.refuse(context, new Problem.BadRequest("The request body must be of a known length up to 1024 bytes"));
            return;
        }
        Buffer body = Buffer.buffer();
        context.request().handler(body::appendBuffer);
        context.request().endHandler(_ -> work.serve(context, () -> switchAccount(context, body)));
    }

    private PageAnswer switchAccount(RoutingContext context, Buffer body) {
        String former = requireId(context);
        BrowserSessionRow row = require(context, former);
        var input = WireInput.of("putSessionAccountInput", body.getBytes());
        String wanted = input.body().requiredText("id");
        input.check();
        Membership membership = members.of(row.issuer(), row.subject()).stream()
                .filter(each -> each.tenant().value().equals(wanted))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("Invalid account identifier specified"));
        BrowserSessions.Begun begun = sessions.move(membership, former, row, work.source(context));
        BrowserSessionRow moved = sessions.look(begun.id()).orElseThrow(BrowserSessionTable::missing);
        return json(moved, begun.id()).with("Set-Cookie", Cookies.line(Cookies.SESSION, begun.id(), begun.seconds()));
    }

    private PageAnswer signOut(RoutingContext context) {
        String id = requireId(context);
        sessions.end(id, require(context, id), work.source(context));
        return PageAnswer.json(new JsonObject().put("location", flow.end()).encode())
                .with("Set-Cookie", Cookies.line(Cookies.SESSION, "", 0));
    }

    private BrowserSessionRow require(RoutingContext context, String id) {
        BrowserSessionRow row = sessions.look(id).orElseThrow(BrowserSessionTable::missing);
        if (!rules.allow(context.request(), id)) {
            throw new ProblemException(
                    new Problem.AccessDenied("The anti-forgery token is missing or not this session's"));
        }
        return row;
    }

    private PageAnswer json(BrowserSessionRow row, String id) {
        return answer(SessionJson.of(
                row, members.of(row.issuer(), row.subject()), BrowserRules.token(id), sessions.expiry(row)));
    }

    private static @Nullable String id(RoutingContext context) {
        List<String> ids = Cookies.values(context.request(), Cookies.SESSION);
        return ids.size() == 1 ? ids.getFirst() : null;
    }

    private static String requireId(RoutingContext context) {
        String id = id(context);
        if (id == null) {
            throw BrowserSessionTable.missing();
        }
        return id;
    }
}
