package dev.sluice.control.platform.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.control.platform.patch.PatchOperation.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PatchTableTest {
    private final List<String> log = new ArrayList<>();

    private PatchTable<List<String>> table(Refusal refusal) {
        return PatchTable.<List<String>>refusing(refusal)
                .replace("/name", (draft, patch) -> draft.add("name=" + patch.value()))
                .on("/types/{type}", Set.of(Op.ADD, Op.REMOVE), (draft, patch) -> draft.add(patch.op() + patch.key()))
                .replace("/{path+}/{verb}/rate", (draft, patch) -> draft.add(String.join(" ", patch.rawKeys())))
                .build();
    }

    @Test
    void appliesInOrderAndUnescapesKeys() {
        table(Refusal.B).apply(log, List.of(replace("/name", "a"), op(Op.ADD, "/types/image~1png~0")));

        assertThat(log).containsExactly("name=a", "ADDimage/png~");
    }

    @Test
    void matchesALongKeyFromTheRightAndKeepsItsEscapes() {
        table(Refusal.B).apply(log, List.of(replace("/a/b/GET/rate", "1"), replace("/~1pets~1{id}/GET/rate", "1")));

        assertThat(log).containsExactly("a/b GET", "~1pets~1{id} GET");
    }

    @Test
    void styleAListsTheLegalPathsWithTwoSpaces() {
        assertRefused(
                Refusal.A,
                replace("/x", "v"),
                "Invalid patch path  '/x' specified for op 'replace'. Must be one of: [/name, /{path+}/{verb}/rate]");
        assertRefused(
                Refusal.A,
                op(Op.COPY, "/name"),
                "Invalid patch path  '/name' specified for op 'copy'. Please choose supported operations");
        assertRefused(
                Refusal.A,
                op(Op.ADD, null),
                "Invalid patch path  'null' specified for op 'add'. Must be one of: [/types/{type}]");
    }

    @Test
    void printsAPathAsToldOrNotAtAll() {
        var table = PatchTable.<List<String>>refusing(Refusal.A)
                .on("/{stage}/rate", "/<stage>/rate", Set.of(Op.ADD), (draft, patch) -> draft.add(patch.key()))
                .on("/hidden", null, Set.of(Op.ADD), (draft, _) -> draft.add("hidden"))
                .build();

        table.apply(log, List.of(op(Op.ADD, "/a~1b/rate"), op(Op.ADD, "/hidden")));

        assertThat(log).containsExactly("a/b", "hidden");
        assertThatThrownBy(() -> table.apply(log, List.of(op(Op.ADD, "/x"))))
                .hasMessage("Invalid patch path  '/x' specified for op 'add'. Must be one of: [/<stage>/rate]");
    }

    @Test
    void styleBTellsUnknownPathsFromWrongOperations() {
        assertRefused(Refusal.B, replace("/x", "v"), "Invalid patch path /x");
        assertRefused(Refusal.B, replace(null, "v"), "Invalid patch path null");
        assertRefused(
                Refusal.B, op(Op.REMOVE, "/name"), "Invalid patch operation specified. Must be one of: [replace]");
        assertRefused(
                Refusal.B, op(Op.MOVE, "/types/a"), "Invalid patch operation specified. Must be one of: [add, remove]");
        assertRefused(Refusal.B, op(Op.ADD, "/types"), "Invalid patch path /types");
        assertRefused(Refusal.B, op(Op.ADD, "/types/"), "Invalid patch path /types/");
        assertRefused(Refusal.B, op(Op.ADD, "types/a"), "Invalid patch path types/a");
    }

    @Test
    void styleCSaysOneSentence() {
        assertRefused(Refusal.always("No {path} here"), replace("/x/", "v"), "No /x/ here");
    }

    private void assertRefused(Refusal refusal, PatchOperation operation, String message) {
        assertThatThrownBy(() -> table(refusal).apply(log, List.of(operation))).hasMessage(message);
    }

    private static PatchOperation replace(@Nullable String path, String value) {
        return new PatchOperation(Op.REPLACE, path, value, null);
    }

    private static PatchOperation op(Op op, @Nullable String path) {
        return new PatchOperation(op, path, null, null);
    }
}
