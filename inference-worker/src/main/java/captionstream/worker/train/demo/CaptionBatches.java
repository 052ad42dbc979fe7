package captionstream.worker.train.demo;

import captionstream.worker.model.Tokenizer;
import captionstream.worker.train.CaptionBatch;
import captionstream.worker.train.CaptionSequence;
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
                .map(continuation -> ended(continuation, endOfText))
                .toList();
    }

    CaptionBatch draw(int number, int size) {
        Random random = new Random(seed * 1_000_003 + number);
        List<CaptionSequence> sequences = new ArrayList<>();
        List<float[]> embeddings = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int concept = random.nextInt(continuations.size());
            sequences.add(CaptionSequence.of(prompt(random), continuations.get(concept)));
            embeddings.add(bank.draw(concept, random));
        }
        return CaptionBatch.of(sequences, embeddings);
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

    private static long[] ended(long[] continuation, int endOfText) {
        long[] ended = Arrays.copyOf(continuation, continuation.length + 1);
        ended[continuation.length] = endOfText;
        return ended;
    }
}
