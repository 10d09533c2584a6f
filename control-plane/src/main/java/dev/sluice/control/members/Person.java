package dev.sluice.control.members;

import org.jspecify.annotations.Nullable;

/**
 * Somebody whom an issuer knows: by its subject or, before the first sign-in, by an e-mail address.
 *
 * @param issuer {@code sluice} for the platform's own user pool, else the URL of the provider
 */
public record Person(
        String issuer, @Nullable String subject, @Nullable String email) {
    public Person {
        if (subject == null && email == null) {
            throw new IllegalArgumentException("A person is known by a subject or an e-mail address");
        }
    }
}
