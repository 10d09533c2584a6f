package dev.sluice.control.members.rest;

import dev.sluice.control.issuer.Issuers;
import dev.sluice.control.members.Member;
import dev.sluice.control.members.Members;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A member; with the one-time password of its user only in the answer that made it. */
public record MemberJson(
        String id,
        String user,
        @Nullable String email,
        @Nullable String subject,
        String role,
        Instant createdAt,
        @Nullable String password) {
    static MemberJson of(Members.Created created) {
        return json(created.member(), created.password());
    }

    static MemberJson of(Member member) {
        return json(member, null);
    }

    private static MemberJson json(Member member, @Nullable String password) {
        return new MemberJson(
                member.id(),
                member.name(),
                member.email(),
                // By its subject anybody lets a user of the own pool in: the person tells it, or nobody does.
                member.issuer().equals(Issuers.OWN_POOL) ? null : member.subject(),
                member.role(),
                member.createdAt(),
                password);
    }

    @Override
    public String toString() {
        return "MemberJson[id=" + id + ", password=hidden]";
    }
}
