package captionstream.worker.caption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import captionstream.worker.model.Gpt2;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What rows begin with: {@code [padding | prefix, prompt]}, aligned at their ends. Padding is masked, and positions are
 * counted without it.
 */
final class PromptRows {
    static final float MASKED = -1e9f;

    private final List<Sequence> sequences;
    private final int prefixLength;
    private final int columns;

    PromptRows(List<Sequence> sequences, int prefixLength) {
        this.sequences = sequences;
        this.prefixLength = prefixLength;
        this.columns = sequences.stream().mapToInt(this::length).max().orElseThrow();
    }

    int columns() {
        return columns;
    }

    private int length(Sequence sequence) {
        return prefixLength + sequence.prompt().length;
    }

    private int padding(Sequence sequence) {
        return columns - length(sequence);
    }

    /** Embeddings without positions, {@code [B, T, D]}, of the prefixes {@code [N, k, D]} and the prompts' tokens. */
    NDArray inputs(Gpt2 model, NDArray prefixes, NDManager manager) {
        long width = prefixes.getShape().get(2);
        NDArray images =
                manager.create(sequences.stream().mapToInt(Sequence::image).toArray());
        NDArray prefix = prefixes.get(manager, new NDIndex("{}", images)).reshape(-1, width); // [B * k, D]
        long[] ids = sequences.stream()
                .flatMapToLong(sequence -> Arrays.stream(sequence.prompt()))
                .toArray();
        NDArray known = ids.length == 0 ? prefix : prefix.concat(model.embed(manager.create(ids)), 0);
        return known.get(manager, new NDIndex("{}", manager.create(places())))
                .reshape(sequences.size(), columns, width);
    }

    /** Where in prefixes and prompts, end to end, each column of each row is found. */
    private int[] places() {
        int[] places = new int[sequences.size() * columns];
        int nextToken = sequences.size() * prefixLength;
        for (int row = 0; row < sequences.size(); row++) {
            int at = row * columns + padding(sequences.get(row));
            for (int i = 0; i < prefixLength; i++) {
                places[at++] = row * prefixLength + i;
            }
            for (int i = 0; i < sequences.get(row).prompt().length; i++) {
                places[at++] = nextToken++;
            }
        }
        return places;
    }

    /** {@code [B, T]} */
    NDArray positions(NDManager manager) {
        long[] positions = sequences.stream()
                .flatMapToLong(sequence ->
                        IntStream.range(0, columns).mapToLong(column -> Math.max(0, column - padding(sequence))))
                .toArray();
        return manager.create(positions, new Shape(sequences.size(), columns));
    }

    /** Causal, and blind to padding: {@code [B, 1, T, T]}, or {@code [1, 1, T, T]} where there is none. */
    NDArray mask(NDManager manager) {
        NDArray causal = Gpt2.causalMask(manager, columns);
        int[] padding = sequences.stream().mapToInt(this::padding).toArray();
        return Arrays.stream(padding).allMatch(none -> none == 0)
                ? causal
                : causal.add(paddingMask(padding, columns, manager));
    }

    /** {@code [B, 1, 1, columns]}, under which no row sees its first {@code padding[row]} columns. */
    static NDArray paddingMask(int[] padding, int columns, NDManager manager) {
        float[] values = new float[padding.length * columns];
        for (int row = 0; row < padding.length; row++) {
            Arrays.fill(values, row * columns, row * columns + padding[row], MASKED);
        }
        return manager.create(values, new Shape(padding.length, 1, 1, columns));
    }
}
