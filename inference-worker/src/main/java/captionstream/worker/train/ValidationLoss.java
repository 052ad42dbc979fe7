package captionstream.worker.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import captionstream.worker.model.Gpt2;
import captionstream.worker.model.Torch;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Mean cross-entropy of the held-back captions, in nats per token; caption i follows prompt i modulo their number. */
final class ValidationLoss {
    private final Gpt2 gpt2;
    private final List<CaptionPair> pairs;
    private final ImageEmbeddings embeddings;
    private final List<long[]> prompts;
    private final int rows;

    /** @param rows computed together */
    ValidationLoss(Gpt2 gpt2, List<CaptionPair> pairs, ImageEmbeddings embeddings, List<long[]> prompts, int rows) {
        this.gpt2 = gpt2;
        this.pairs = pairs;
        this.embeddings = embeddings;
        this.prompts = prompts;
        this.rows = rows;
    }

    int batches() {
        return (pairs.size() + rows - 1) / rows;
    }

    private record Sum(double loss, int tokens) {}

    /** @param done told how many batches are through */
    double of(Map<String, NDArray> projection, NDManager manager, IntConsumer done) {
        AtomicInteger through = new AtomicInteger();
        List<Sum> sums = IntStream.range(0, batches())
                .parallel()
                .mapToObj(number -> {
                    Sum sum = batchSum(projection, batch(number), manager);
                    done.accept(through.incrementAndGet());
                    return sum;
                })
                .toList();
        double loss = sums.stream().mapToDouble(Sum::loss).sum();
        return loss / sums.stream().mapToInt(Sum::tokens).sum();
    }

    private CaptionBatch batch(int number) {
        int from = number * rows;
        List<CaptionPair> some = pairs.subList(from, Math.min(pairs.size(), from + rows));
        List<CaptionSequence> sequences = IntStream.range(0, some.size())
                .mapToObj(i -> CaptionSequence.of(
                        prompts.get((from + i) % prompts.size()), some.get(i).continuation()))
                .toList();
        return CaptionBatch.of(
                sequences,
                some.stream().map(pair -> embeddings.of(pair.image())).toList());
    }

    private Sum batchSum(Map<String, NDArray> projection, CaptionBatch batch, NDManager manager) {
        JniUtils.setNumThreads(1); // the setting is partly per thread, and rounding depends on it
        try (NDManager own = manager.newSubManager()) {
            NDArray weight = Torch.copy(projection.get("weight"), own);
            NDArray bias = Torch.copy(projection.get("bias"), own);
            int tokens = batch.targets().length;
            return new Sum(CaptionLoss.of(gpt2, weight, bias, batch).getFloat() * (double) tokens, tokens);
        }
    }
}
