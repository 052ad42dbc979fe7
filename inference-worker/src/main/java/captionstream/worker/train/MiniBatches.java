package captionstream.worker.train;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The mini-batches of all epochs: each epoch has every caption once, in an order of its own, each with a prompt drawn by
 * chance. A batch depends on the seed and its number alone, so training can go on anywhere.
 */
final class MiniBatches {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final List<CaptionPair> pairs;
    private final ImageEmbeddings embeddings;
    private final List<long[]> prompts;
    private final int size;
    private final int shares;
    private final long seed;
    private int orderedFor = -1;
    private int[] order = {};

    /** @param shares into which each batch is cut, as evenly as can be */
    MiniBatches(
            List<CaptionPair> pairs,
            ImageEmbeddings embeddings,
            List<long[]> prompts,
            int size,
            int shares,
            long seed) {
        this.pairs = pairs;
        this.embeddings = embeddings;
        this.prompts = prompts;
        this.size = size;
        this.shares = shares;
        this.seed = seed;
    }

    int perEpoch() {
        return (pairs.size() + size - 1) / size;
    }

    /** @param number of the batch, counted through all epochs from 0 */
    synchronized List<CaptionBatch> draw(int number) {
        order(number / perEpoch());
        int from = number % perEpoch() * size;
        int rows = Math.min(size, pairs.size() - from);
        SplittableRandom random = new SplittableRandom(SPREAD * (seed + 1) + number);
        List<CaptionPair> chosen = new ArrayList<>();
        List<CaptionSequence> sequences = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            CaptionPair pair = pairs.get(order[from + row]);
            chosen.add(pair);
            sequences.add(CaptionSequence.of(prompts.get(random.nextInt(prompts.size())), pair.continuation()));
        }
        return shares(chosen, sequences);
    }

    private List<CaptionBatch> shares(List<CaptionPair> chosen, List<CaptionSequence> sequences) {
        int parts = Math.min(shares, chosen.size());
        List<CaptionBatch> batches = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            int from = (int) ((long) chosen.size() * part / parts);
            int to = (int) ((long) chosen.size() * (part + 1) / parts);
            List<float[]> seen = chosen.subList(from, to).stream()
                    .map(pair -> embeddings.of(pair.image()))
                    .toList();
            batches.add(CaptionBatch.of(sequences.subList(from, to), seen));
        }
        return batches;
    }

    private void order(int epoch) {
        if (epoch == orderedFor) {
            return;
        }
        SplittableRandom random = new SplittableRandom(SPREAD * (seed + 1) - 1 - epoch);
        order = new int[pairs.size()];
        for (int i = 0; i < order.length; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        orderedFor = epoch;
    }
}
