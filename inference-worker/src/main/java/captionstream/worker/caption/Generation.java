package captionstream.worker.caption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import captionstream.worker.model.Gpt2;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/**
 * Decoding of many sequences together with a KV cache. As sequences finish, others that wait take up their rows, and no
 * sequence sees another: what one says does not depend on its company.
 */
final class Generation {
    private static final int SHORT_PROMPT = 16;

    private final Gpt2 model;
    private final LongPredicate endsSentence;
    private final DecodingOptions options;
    private final int maxRows;
    private final NextTokens nextTokens;

    /** @param maxRows most sequences decoded at once, from 1 */
    Generation(Gpt2 model, LongPredicate endsSentence, DecodingOptions options, int maxRows) {
        this.model = model;
        this.endsSentence = endsSentence;
        this.options = options;
        this.maxRows = maxRows;
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
        for (int from = 0, to; from < byLength.size(); from = to) {
            to = endOfSimilar(byLength, from);
            decodeTogether(prefixes, byLength.subList(from, to));
        }
    }

    /** One long prompt makes every row of its batch as long, so it is not put among short ones. */
    private static int endOfSimilar(List<Sequence> byLength, int from) {
        int longest = Math.max(SHORT_PROMPT, 2 * byLength.get(from).prompt().length);
        int to = from + 1;
        while (to < byLength.size() && byLength.get(to).prompt().length <= longest) {
            to++;
        }
        return to;
    }

    private void decodeTogether(NDArray prefixes, List<Sequence> sequences) {
        BatchShape shape = BatchShape.of(sequences, (int) prefixes.getShape().get(1), maxRows);
        Deque<Sequence> waiting = new ArrayDeque<>(sequences);
        try (NDManager manager = prefixes.getManager().newSubManager();
                DecodingBatch batch = new DecodingBatch(model, shape, next(shape.rows(), waiting), prefixes, manager)) {
            try (NDArray last = batch.start()) {
                take(batch.sequences(), last);
            }
            while (refill(batch, waiting)) {
                try (NDManager step = manager.newSubManager()) {
                    take(batch.sequences(), batch.step(step));
                }
            }
        }
    }

    /** Gives the rows that are free to sequences that wait; false when all are decoded. */
    private boolean refill(DecodingBatch batch, Deque<Sequence> waiting) {
        while (batch.free() > 0 && !waiting.isEmpty()) {
            List<Sequence> newcomers = next(batch.free(), waiting);
            try (NDArray last = batch.admit(newcomers)) {
                take(newcomers, last);
            }
        }
        return batch.dropFinished();
    }

    private static List<Sequence> next(int count, Deque<Sequence> waiting) {
        return Stream.generate(waiting::poll)
                .limit(Math.min(count, waiting.size()))
                .toList();
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
