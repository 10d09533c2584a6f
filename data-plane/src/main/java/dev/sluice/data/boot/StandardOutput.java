package dev.sluice.data.boot;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;

/** The standard output of the process, which its log and the access log share line by line. */
final class StandardOutput {
    /** Written to through {@code WholeLines} alone; there is one standard output in a process. */
    static final OutputStream SHARED = new FileOutputStream(FileDescriptor.out);

    private StandardOutput() {}
}
