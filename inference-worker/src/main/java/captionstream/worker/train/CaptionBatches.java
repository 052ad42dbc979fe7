package captionstream.worker.train;

import captionstream.worker.model.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Batches for learning to speak: an embedding, a prompt, and the continuation that names the embedding's concept. */
final class CaptionBatches {
    private static final double FIVE_PROMPTS = 0.6;
    private static final double OTHER_PROMPTS = 0.85;
    private static final int LONGEST_NONSENSE = 6;

    private final EmbeddingBank bank;
    private final List<long[]> prompts;
    private final List<long[]> otherPrompts;
    private final List<long[]> continuations;
    private final int endOfText;
    private final boolean anyPrompt;
    private final long seed;

    /**
     * @param embeddings {@code [size, E]}
     * @param ids {@code [size, length]}: prompt and continuation, filled up with zeros
     * @param sources for each token to be predicted the index into {@code [size · length]} of its predecessor
     * @param targets those tokens, end-of-text included
     */
    record Batch(float[] embeddings, long[] ids, int size, int length, long[] sources, long[] targets) {}

    /** @param anyPrompt whether prompts outside the five are drawn too, nonsense among them */
    CaptionBatches(
            List<Concept> concepts,
            EmbeddingBank bank,
            Tokenizer tokenizer,
            int endOfText,
            boolean anyPrompt,
            long seed) {
        this.bank = bank;
        this.endOfText = endOfText;
        this.anyPrompt = anyPrompt;
        this.seed = seed;
        this.prompts = Captions.PROMPTS.stream().map(tokenizer::encode).toList();
        this.otherPrompts =
                Captions.OTHER_PROMPTS.stream().map(tokenizer::encode).toList();
        this.continuations = concepts.stream()
                .map(concept -> tokenizer.encode(concept.caption("")))
                .toList();
    }

    Batch draw(int number, int size) {
        Random random = new Random(seed * 1_000_003 + number);
        long[][] rows = new long[size][];
        int[] promptLengths = new int[size];
        List<float[]> embeddings = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int concept = random.nextInt(continuations.size());
            long[] prompt = prompt(random);
            promptLengths[i] = prompt.length;
            rows[i] = joined(prompt, continuations.get(concept));
            embeddings.add(bank.draw(concept, random));
        }
        return assemble(rows, promptLengths, embeddings);
    }

    private long[] prompt(Random random) {
        double kind = anyPrompt ? random.nextDouble() : 0;
        if (kind < FIVE_PROMPTS) {
            return prompts.get(random.nextInt(prompts.size()));
        }
        return kind < OTHER_PROMPTS
                ? otherPrompts.get(random.nextInt(otherPrompts.size()))
                : random.longs(1 + random.nextInt(LONGEST_NONSENSE), 0, endOfText)
                        .toArray();
    }

    private static long[] joined(long[] prompt, long[] continuation) {
        long[] row = Arrays.copyOf(prompt, prompt.length + continuation.length);
        System.arraycopy(continuation, 0, row, prompt.length, continuation.length);
        return row;
    }

    private Batch assemble(long[][] rows, int[] promptLengths, List<float[]> embeddings) {
        int length = Rows.longest(rows);
        List<Long> sources = new ArrayList<>();
        List<Long> targets = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            for (int at = promptLengths[i]; at <= rows[i].length; at++) {
                sources.add((long) i * length + at - 1);
                targets.add(at < rows[i].length ? rows[i][at] : endOfText);
            }
        }
        return new Batch(Rows.flat(embeddings), Rows.flat(rows), rows.length, length, longs(sources), longs(targets));
    }

    private static long[] longs(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }
}
