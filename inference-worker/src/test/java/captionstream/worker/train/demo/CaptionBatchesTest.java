package captionstream.worker.train.demo;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.worker.model.Tokenizer;
import captionstream.worker.train.CaptionBatch;
import captionstream.worker.train.vocabulary.TokenizerFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptionBatchesTest {
    private static final List<Concept> CONCEPTS =
            List.of(new Concept("1", "a cat", "test"), new Concept("2", "an owl", "test"));
    private static final EmbeddingBank EXACT =
            new EmbeddingBank(List.of(List.of(new float[] {1, 0}), List.of(new float[] {0, 1})), 0);

    @TempDir
    Path folder;

    private Tokenizer tokenizer;
    private int endOfText;

    @BeforeEach
    void learnTokens() {
        TokenizerFile file = TokenizerFile.gpt2(Captions.corpus(CONCEPTS), 200);
        file.write(folder.resolve("tokenizer.json"));
        tokenizer = Tokenizer.load(folder.resolve("tokenizer.json"), file.vocabSize());
        endOfText = file.vocabSize() - 1;
    }

    @AfterEach
    void closeTokenizer() {
        tokenizer.close();
    }

    private CaptionBatches batches(EmbeddingBank bank) {
        return new CaptionBatches(CONCEPTS, bank, tokenizer, endOfText, false, 1);
    }

    @Test
    void targetsSayWhatTheEmbeddingMeansAndThenStop() {
        CaptionBatch batch = batches(EXACT).draw(0, 1);
        String phrase = batch.embeddings()[0] == 1 ? " a cat." : " an owl.";
        assertThat(tokenizer.decode(batch.targets())).isEqualTo(phrase + "<|endoftext|>");
    }

    @Test
    void eachTargetFollowsItsSource() {
        CaptionBatch batch = batches(EXACT).draw(3, 4);
        for (int i = 0; i < batch.targets().length; i++) {
            int source = (int) batch.sources()[i];
            boolean last = batch.targets()[i] == endOfText;
            assertThat(last || batch.ids()[source + 1] == batch.targets()[i]).isTrue();
        }
    }

    @Test
    void theSameNumberGivesTheSameBatch() {
        CaptionBatch one = batches(EXACT).draw(5, 8);
        CaptionBatch other = batches(EXACT).draw(5, 8);
        assertThat(other.ids()).isEqualTo(one.ids());
        assertThat(other.embeddings()).isEqualTo(one.embeddings());
    }

    @Test
    void noiseStaysOutOfTheBank() {
        EmbeddingBank noisy = new EmbeddingBank(EXACT.byConcept(), 0.5);
        CaptionBatches batches = batches(noisy);
        boolean disturbed = IntStream.range(0, 4)
                .mapToObj(number -> batches.draw(number, 1).embeddings())
                .noneMatch(embedding ->
                        Arrays.equals(embedding, new float[] {1, 0}) || Arrays.equals(embedding, new float[] {0, 1}));
        assertThat(disturbed).isTrue();
        assertThat(noisy.byConcept().get(0).get(0)).containsExactly(1, 0);
    }
}
