package dev.sluice.authorizer.functions.guest;

import io.roastedroot.quickjs4j.core.JavyPluginModule;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.ExportFunction;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.wasi.WasiOptions;
import run.endive.wasi.WasiPreview1;
import run.endive.wasm.types.FunctionType;
import run.endive.wasm.types.MemoryLimits;
import run.endive.wasm.types.ValType;

/**
 * One QuickJS in WebAssembly with a memory of its own, which cannot grow past its limit. It reaches nothing of the host
 * but one function, which its {@link Desk} answers; WASI gives it the time and no file, argument or variable. Used by one
 * thread at a time. Interrupting that thread ends what runs, and leaves a guest that must be thrown away.
 */
final class Guest {
    private static final int ALIGNMENT = 1;
    private static final int MAX_COMPLAINT_BYTES = 2_048;
    /** Places and lengths of three texts, and the place of the answer. */
    private static final FunctionType ASK = FunctionType.of(Collections.nCopies(6, ValType.I32), List.of(ValType.I32));

    private final Complaint complaint = new Complaint();
    private final Instance instance;
    private final Memory memory;
    private final ExportFunction allocate;
    private final ExportFunction evaluate;
    private final int maxPages;
    private Desk desk = Desk.CLOSED;

    /** Answers what the guest asks its host; what it throws ends the call. */
    interface Desk {
        /** Nobody's. */
        Desk CLOSED = (name, _) -> {
            throw new IllegalStateException("no call runs that could ask for " + name);
        };

        /** What a guest is told that needs no answer; an empty one would have no place in its memory. */
        String NOTHING = "null";

        /** A text for a text; never an empty one. */
        String answer(String name, String text);
    }

    Guest(int maxPages) {
        this.maxPages = maxPages;
        var options = WasiOptions.builder()
                .withStdout(OutputStream.nullOutputStream())
                .withStderr(complaint)
                .build();
        // Never closed: it holds no file of the host, and closing it would take the guest its time.
        var wasi = WasiPreview1.builder().withOptions(options).build();
        instance = Instance.builder(JavyPluginModule.load())
                .withMemoryFactory(wanted -> new ByteArrayMemory(new MemoryLimits(wanted.initialPages(), maxPages)))
                .withMachineFactory(JavyPluginModule::create)
                .withImportValues(ImportValues.builder()
                        .addFunction(wasi.toHostFunctions())
                        .addFunction(new HostFunction("endive", "invoke", ASK, this::ask))
                        .build())
                .build();
        memory = instance.memory();
        allocate = instance.exports().function("cabi_realloc");
        evaluate = instance.exports().function("eval");
    }

    /** Makes the engine itself; a guest that is restored from an image has it already. */
    void initialize() {
        instance.exports().function("initialize_runtime").apply();
    }

    /** Compiles a program and says where it is. */
    int compile(String program) {
        byte[] text = program.getBytes(StandardCharsets.UTF_8);
        int place = write(text);
        return (int) instance.exports().function("compileSrc").apply(place, text.length)[0];
    }

    /** Runs a compiled program, and what it left to be done, to the end. */
    void run(int program, Desk answering) {
        desk = answering;
        try {
            evaluate.apply(memory.readInt(program), memory.readInt(program + Integer.BYTES), 0, 0);
        } finally {
            desk = Desk.CLOSED;
        }
    }

    Memory memory() {
        return memory;
    }

    long[] globals() {
        long[] values = new long[instance.globalCount()];
        for (int index = 0; index < values.length; index++) {
            values[index] = instance.global(index).getValue();
        }
        return values;
    }

    void globals(long[] values) {
        for (int index = 0; index < values.length; index++) {
            instance.global(index).setValue(values[index]);
        }
    }

    /** Whether it has no memory left to grow into, or said that it had none. */
    boolean ranOutOfMemory() {
        return memory.pages() >= maxPages
                || complaint.toString(StandardCharsets.UTF_8).contains("out of memory");
    }

    long memoryBytes() {
        return (long) memory.pages() * GuestLimits.PAGE_BYTES;
    }

    /** The first two texts are the name that the caller and the function have; the answer is a place and a length. */
    private long[] ask(Instance asking, long[] texts) {
        byte[] answer =
                desk.answer(text(texts[2], texts[3]), text(texts[4], texts[5])).getBytes(StandardCharsets.UTF_8);
        int place = write(answer);
        int pair = allocate(2 * Integer.BYTES);
        memory.writeI32(pair, place);
        memory.writeI32(pair + Integer.BYTES, answer.length);
        return new long[] {pair};
    }

    private String text(long place, long length) {
        return new String(memory.readBytes((int) place, (int) length), StandardCharsets.UTF_8);
    }

    private int write(byte[] bytes) {
        int place = allocate(bytes.length);
        memory.write(place, bytes);
        return place;
    }

    private int allocate(int bytes) {
        return (int) allocate.apply(0, 0, ALIGNMENT, bytes)[0];
    }

    /** The engine's last words; the rest is dropped. */
    private static final class Complaint extends ByteArrayOutputStream {
        @Override
        public synchronized void write(int one) {
            if (count < MAX_COMPLAINT_BYTES) {
                super.write(one);
            }
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, Math.min(length, Math.max(0, MAX_COMPLAINT_BYTES - count)));
        }
    }
}
