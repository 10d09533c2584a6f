package dev.sluice.quickstart.process;

import java.io.IOException;

/** How a process is asked to end. */
public enum StopSignal {
    TERMINATE("TERM"),
    /** PostgreSQL: roll back what is open, write a checkpoint, end. SIGTERM would wait for the clients to go first. */
    INTERRUPT("INT");

    private final String signal;

    StopSignal(String signal) {
        this.signal = signal;
    }

    /** Sends the signal; nothing happens when the process has ended already. */
    public void send(long pid) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("the program kill cannot be run", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
