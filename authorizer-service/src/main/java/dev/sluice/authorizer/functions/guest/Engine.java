package dev.sluice.authorizer.functions.guest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The guest that has no function yet: QuickJS, our {@code guest.js}, and the two programs that load a function and call it.
 * Made once, within seconds while the code of the engine is cold; every other guest is a copy. Immutable.
 *
 * @param load the program that loads the function whose code the desk gives
 * @param call the program that calls it
 */
record Engine(GuestImage image, int load, int call, int maxPages) {
    /** Makes the engine on the calling thread. */
    static Engine make(int maxPages) {
        HostFunctions.warmUp();
        var guest = new Guest(maxPages);
        guest.initialize();
        guest.run(guest.compile(script()), Guest.Desk.CLOSED);
        int load = guest.compile("globalThis[Symbol.for('sluice')].load()");
        int call = guest.compile("globalThis[Symbol.for('sluice')].call()");
        return new Engine(GuestImage.ofEngine(guest), load, call, maxPages);
    }

    /** A guest without a function. */
    Guest guest() {
        return guest(image);
    }

    /** A guest in the state of the image. */
    Guest guest(GuestImage state) {
        var guest = new Guest(maxPages);
        state.restore(guest);
        return guest;
    }

    private static String script() {
        try (var file = Objects.requireNonNull(Engine.class.getResourceAsStream("guest.js"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
