package captionstream.worker.caption;

import ai.djl.ndarray.NDArray;
import captionstream.worker.caption.TokenChoice.Step;
import java.util.Arrays;
import java.util.List;

/** Chooses the next token of every row, each row for itself. */
final class NextTokens {
    private final DecodingOptions options;

    NextTokens(DecodingOptions options) {
        this.options = options;
    }

    /** One id per row of the logits {@code [B, V]}; of no meaning where the sequence is finished. */
    long[] choose(List<Sequence> sequences, NDArray logits) {
        if (options.isPlainlyGreedy()) {
            return logits.argMax(-1).toLongArray(); // [B]
        }
        float[] all = logits.toFloatArray();
        int vocabSize = all.length / sequences.size();
        long[] chosen = new long[sequences.size()];
        for (int row = 0; row < chosen.length; row++) {
            if (!sequences.get(row).isFinished()) {
                float[] scores = Arrays.copyOfRange(all, row * vocabSize, (row + 1) * vocabSize);
                chosen[row] = choose(sequences.get(row), scores);
            }
        }
        return chosen;
    }

    private int choose(Sequence sequence, float[] scores) {
        options.penalty().apply(scores, sequence.said());
        return options.choice().choose(scores, new Step(sequence.imageId(), sequence.prompt(), sequence.steps()));
    }
}
