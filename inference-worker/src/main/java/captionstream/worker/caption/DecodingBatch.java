package captionstream.worker.caption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import captionstream.worker.model.Gpt2;
import captionstream.worker.model.KvCache;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows being decoded and their cache. All rows end at the same column, whenever they began, so that every step
 * adds one column to all of them, and a row that is finished can go to a sequence that waits.
 */
final class DecodingBatch implements AutoCloseable {
    private final Gpt2 model;
    private final NDManager manager;
    private final NDArray prefixes;
    private final int prefixLength;
    private final List<Sequence> sequences;
    private KvCache cache;

    /** @param first one for each row */
    DecodingBatch(Gpt2 model, BatchShape shape, List<Sequence> first, NDArray prefixes, NDManager manager) {
        this.model = model;
        this.manager = manager;
        this.prefixes = prefixes;
        sequences = new ArrayList<>(first);
        prefixLength = (int) prefixes.getShape().get(1);
        cache = model.newCache(first.size(), shape.capacity(), manager);
        cache.advance(shape.longestStart());
    }

    /** The sequence of each row; some may be finished already. */
    List<Sequence> sequences() {
        return sequences;
    }

    /** Runs prefixes and prompts; returns the hidden states {@code [B, D]} that the first tokens follow from. */
    NDArray start() {
        return begin(IntStream.range(0, sequences.size()).toArray());
    }

    /** Rows that can be given away: none while they are fewer than a quarter, as a few are not worth a run. */
    int free() {
        int finished = (int) sequences.stream().filter(Sequence::isFinished).count();
        return 4 * finished >= sequences.size() ? finished : 0;
    }

    /** Gives free rows to these sequences; returns the hidden states that their first tokens follow from. */
    NDArray admit(List<Sequence> newcomers) {
        int[] rows = rows(true).limit(newcomers.size()).toArray();
        for (int i = 0; i < rows.length; i++) {
            sequences.set(rows[i], newcomers.get(i));
        }
        return begin(rows);
    }

    private NDArray begin(int[] rows) {
        PromptRows prompts =
                new PromptRows(IntStream.of(rows).mapToObj(sequences::get).toList(), prefixLength);
        try (NDManager inner = manager.newSubManager();
                KvCache fresh = model.newCache(rows.length, prompts.columns(), inner)) {
            NDArray hidden = model.hidden(
                    prompts.inputs(model, prefixes, inner), prompts.positions(inner), prompts.mask(inner), fresh);
            cache.replace(rows, fresh);
            NDArray last = hidden.get(new NDIndex(":, -1")).duplicate(); // [B, T, D] -> [B, D]
            last.attach(manager);
            return last;
        }
    }

    /** Runs the token that each row chose last; returns the next hidden states {@code [B, D]} on that manager. */
    NDArray step(NDManager step) {
        int rows = sequences.size();
        cache.keepLast(rows(false).map(row -> cached(sequences.get(row))).max().orElseThrow());
        NDArray ids = step.create(sequences.stream().mapToLong(Sequence::lastId).toArray(), new Shape(rows, 1));
        NDArray positions =
                step.create(sequences.stream().mapToLong(this::cached).toArray(), new Shape(rows, 1));
        return model.hidden(model.embed(ids), positions, mask(step), cache).squeeze(1); // [B, 1, D] -> [B, D]
    }

    /** Columns that a row has in the cache: all it consists of but its last token. */
    private int cached(Sequence sequence) {
        return prefixLength + sequence.prompt().length + sequence.steps() - 1;
    }

    private @Nullable NDArray mask(NDManager step) {
        int[] padding = sequences.stream()
                .mapToInt(sequence -> Math.max(0, cache.length() - cached(sequence)))
                .toArray();
        return Arrays.stream(padding).allMatch(none -> none == 0)
                ? null
                : PromptRows.paddingMask(padding, cache.length() + 1, step);
    }

    /** Takes finished rows out once there are enough of them; false when every row is finished. */
    boolean dropFinished() {
        int[] unfinished = rows(false).toArray();
        if (unfinished.length > 0 && free() > 0) {
            cache = cache.keeping(unfinished, manager);
            sequences.removeIf(Sequence::isFinished);
        }
        return unfinished.length > 0;
    }

    private IntStream rows(boolean finished) {
        return IntStream.range(0, sequences.size())
                .filter(row -> sequences.get(row).isFinished() == finished);
    }

    @Override
    public void close() {
        cache.close();
    }
}
