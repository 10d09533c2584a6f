/** What the operating system knows of a process: CPU time, memory, the cores it may use. Linux only. */
@NullMarked
package dev.sluice.benchmarks.process;

import org.jspecify.annotations.NullMarked;
