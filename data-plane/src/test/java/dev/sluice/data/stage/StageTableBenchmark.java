package dev.sluice.data.stage;

import static dev.sluice.data.fixtures.MethodDraft.httpProxy;

import com.github.luben.zstd.Zstd;
import dev.sluice.contracts.records.ContractJson;
import dev.sluice.contracts.stages.StageKey;
import dev.sluice.contracts.stages.StageSnapshot;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.StageDraft;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Prints what many stages cost a node: registering them packed, heap, and one more change. Run its main; arguments: number
 * of stages (10,000).
 */
final class StageTableBenchmark {
    private static final long BUDGET_BYTES = 128L << 20;

    private StageTableBenchmark() {}

    static void main(String[] arguments) throws Exception {
        int count = arguments.length == 0 ? 10_000 : Integer.parseInt(arguments[0]);
        try (Gateway gateway = new Gateway();
                ExecutorService workers = Executors.newFixedThreadPool(2)) {
            StageTable table = new StageTable(gateway.compiler(), workers, BUDGET_BYTES);
            byte[][] packed = new byte[count][];
            for (int number = 0; number < count; number++) {
                packed[number] = Zstd.compress(ContractJson.mapper().writeValueAsBytes(snapshot(number, 1)));
            }
            System.out.printf("one more change, empty table: %d us%n", changeMicros(table, count));
            long start = System.nanoTime();
            for (int number = 0; number < count; number++) {
                byte[] bytes = packed[number];
                StageKey key = new StageKey("123456789012", "api" + number, "prod");
                table.register(key, 1, () -> open(bytes));
            }
            table.configured();
            System.out.printf("%d stages registered in %d ms%n", count, (System.nanoTime() - start) / 1_000_000);
            System.out.printf("one more change, full table: %d us%n", changeMicros(table, count));
            for (int number = 0; number < count; number++) {
                StageSnapshot snapshot = open(packed[number]);
                StageSnapshot next = snapshot(number, snapshot.revision() + 1);
                table.replace(next, () -> snapshot);
            }
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            System.out.printf(
                    "all compiled once under a budget of %d MB: heap %d MB, estimated compiled %d MB%n",
                    BUDGET_BYTES >> 20,
                    (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                    table.compiledBytes() >> 20);
        }
    }

    private static StageSnapshot open(byte[] packed) throws java.io.IOException {
        byte[] json = Zstd.decompress(packed, (int) Zstd.getFrameContentSize(packed));
        return ContractJson.mapper().readValue(json, StageSnapshot.class);
    }

    private static long changeMicros(StageTable table, int number) {
        long[] micros = new long[1_000];
        for (int turn = 0; turn < micros.length; turn++) {
            StageSnapshot snapshot =
                    snapshot(number, table.size() + 2L + turn + 1_000_000L * (table.size() > 1 ? 2 : 1));
            long start = System.nanoTime();
            table.replace(snapshot, () -> snapshot);
            micros[turn] = (System.nanoTime() - start) / 1_000;
        }
        Arrays.sort(micros);
        return micros[micros.length / 2];
    }

    private static StageSnapshot snapshot(int number, long revision) {
        StageDraft draft =
                StageDraft.stage("prod").of("123456789012", "api" + number).revision(revision);
        for (int route = 0; route < 20; route++) {
            MethodDraft method = httpProxy("http://origin" + number + ".example.com/r" + route + "/{id}")
                    .map("path.id", "method.request.path.id")
                    .template("application/json", ("template " + number + " " + route + " ").repeat(10));
            draft.method("GET", "/r" + route + "/{id}", method);
        }
        return draft.snapshot();
    }
}
