package captionstream.worker.caption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import captionstream.worker.model.Gpt2;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Decoding of many sequences together with a KV cache. Finished sequences leave the batch, and no sequence
 * sees another: what one says does not depend on its company.
 */
final class Generation {
    private static final int MAX_ROWS = 128;
    private static final long MAX_SCORES = 1 << 22; // per head

    private final Gpt2 model;
    private final LongPredicate endsSentence;
    private final DecodingOptions options;
    private final NextTokens nextTokens;

    Generation(Gpt2 model, LongPredicate endsSentence, DecodingOptions options) {
        this.model = model;
        this.endsSentence = endsSentence;
        this.options = options;
        this.nextTokens = new NextTokens(options);
    }

    /**
     * The most steps a sequence can take: as many as asked for, or as the model's positions leave; below 1 if the
     * prompt does not fit at all.
     */
    int limit(int prefixLength, int promptLength) {
        return Math.min(options.maxNewTokens(), model.config().contextLength() - prefixLength - promptLength + 1);
    }

    /** Decodes all sequences to their end, those of similar length together. {@code prefixes} is {@code [N, k, D]}. */
    void decode(NDArray prefixes, List<Sequence> sequences) {
        List<Sequence> byLength = sequences.stream()
                .sorted(Comparator.comparingInt(sequence -> sequence.prompt().length))
                .toList();
        long prefixLength = prefixes.getShape().get(1);
        for (int from = 0, to; from < byLength.size(); from = to) {
            to = endOfBatch(byLength, from, prefixLength);
            decodeTogether(prefixes, byLength.subList(from, to));
        }
    }

    /** As many rows as keep the attention scores of a layer within bounds, whatever the prompts. */
    private static int endOfBatch(List<Sequence> byLength, int from, long prefixLength) {
        int to = from + 1;
        while (to < byLength.size() && to - from < MAX_ROWS) {
            long columns = prefixLength + byLength.get(to).prompt().length;
            if ((to - from + 1) * columns * columns > MAX_SCORES) {
                break;
            }
            to++;
        }
        return to;
    }

    private void decodeTogether(NDArray prefixes, List<Sequence> sequences) {
        try (NDManager manager = prefixes.getManager().newSubManager();
                DecodingBatch batch = new DecodingBatch(model, sequences, prefixes, manager)) {
            NDArray last = batch.start();
            take(batch.sequences(), last);
            while (batch.dropFinished()) {
                try (NDManager step = manager.newSubManager()) {
                    take(batch.sequences(), batch.step(step));
                }
            }
        }
    }

    /**
     * Appends the next token to every unfinished sequence, with what the model's own distribution says of it.
     * {@code last} is {@code [B, D]}.
     */
    private void take(List<Sequence> sequences, NDArray last) {
        try (NDManager manager = last.getManager().newSubManager()) {
            last.tempAttach(manager);
            NDArray logits = model.logits(last); // [B, V]
            NDArray logProbs = logits.logSoftmax(-1); // [B, V]
            float[] entropies =
                    logProbs.exp().mul(logProbs).sum(new int[] {-1}).neg().toFloatArray(); // [B]
            long[] chosen = nextTokens.choose(sequences, logits); // [B]
            NDArray ids = manager.create(chosen, new Shape(chosen.length, 1)); // [B, 1]
            float[] chosenLogProbs = logProbs.gather(ids, 1).toFloatArray(); // [B]
            for (int row = 0; row < chosen.length; row++) {
                Sequence sequence = sequences.get(row);
                if (!sequence.isFinished()) {
                    noteLikeliest(sequence, logProbs, row);
                    long endOfText = model.config().endOfTextId();
                    sequence.append(chosen[row], entropies[row], chosenLogProbs[row], endOfText, endsSentence);
                }
            }
        }
    }

    private void noteLikeliest(Sequence sequence, NDArray logProbs, int row) {
        if (options.alternatives() > 0) {
            float[] own = logProbs.get(row).toFloatArray(); // [V]
            sequence.note(LikeliestTokens.of(own, options.alternatives()));
        }
    }
}
