package dev.sluice.quickstart.process;

import java.io.IOException;

/** How a process is asked to end. Neither way needs the program {@code kill}, which minimal machines lack. */
public enum StopSignal {
    TERMINATE {
        @Override
        public void send(long pid) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        }
    },
    /** PostgreSQL: roll back what is open, write a checkpoint, end. SIGTERM would wait for the clients to go first. */
    INTERRUPT {
        @Override
        public void send(long pid) {
            try {
                // The JDK sends no SIGINT, and every POSIX shell has a kill of its own.
                new ProcessBuilder("/bin/sh", "-c", "kill -INT " + pid)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
            } catch (IOException _) {
                // A machine that cannot start a shell now still has to stop.
                TERMINATE.send(pid);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    };

    /** Sends the signal; nothing happens when the process has ended already. */
    public abstract void send(long pid);
}
