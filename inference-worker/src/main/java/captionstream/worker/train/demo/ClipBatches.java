package captionstream.worker.train.demo;

import captionstream.worker.model.Tokenizer;
import captionstream.worker.train.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Batches for the contrastive loss: different concepts, one augmented drawing and one text of each. */
final class ClipBatches {
    private final List<List<Picture>> drawings;
    private final List<List<long[]>> texts;
    private final Augmentation augmentation;
    private final long seed;

    /** @param ids {@code [size, length]}, rows filled up with zeros behind end-of-text */
    record Batch(float[] pixels, long[] ids, int size, int length) {}

    ClipBatches(
            List<Concept> concepts,
            List<List<Picture>> drawings,
            Tokenizer tokenizer,
            Augmentation augmentation,
            long seed) {
        this.drawings = drawings;
        this.augmentation = augmentation;
        this.seed = seed;
        this.texts = concepts.stream()
                .map(concept -> Captions.about(concept).stream()
                        .map(tokenizer::encodeWithSpecialTokens)
                        .toList())
                .toList();
    }

    /**
     * The same number gives the same batch.
     *
     * @param wanted rows; there are no more than concepts
     */
    Batch draw(int number, int wanted) {
        int size = Math.min(wanted, drawings.size());
        Random random = new Random(seed * 1_000_003 + number);
        int[] concepts = several(random, size);
        long[][] rows = new long[size][];
        List<float[]> pixels = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            pixels.add(augmentation.apply(pick(drawings.get(concepts[i]), random), random));
            rows[i] = pick(texts.get(concepts[i]), random);
        }
        return new Batch(Rows.flat(pixels), Rows.flat(rows), size, Rows.longest(rows));
    }

    private int[] several(Random random, int size) {
        int[] order = IntStream.range(0, drawings.size()).toArray();
        for (int i = 0; i < size; i++) {
            int other = i + random.nextInt(order.length - i);
            int swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
        return IntStream.of(order).limit(size).toArray();
    }

    private static <T> T pick(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
