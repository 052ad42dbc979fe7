package captionstream.worker.caption;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import captionstream.worker.model.Torch;
import java.util.List;
import org.junit.jupiter.api.Test;

class NextTokensTest {
    private static final float[][] LOGITS = {{4, 3, 2.5f, -1}, {4, 3, 2.5f, -1}, {4, 3, 2.5f, -1}};

    @Test
    void each_row_is_penalised_for_its_own_prompt_and_its_own_words() {
        Sequence silent = new Sequence(0, "a", new long[] {3}, 9);
        Sequence prompted = new Sequence(0, "b", new long[] {0}, 9);
        Sequence talking = new Sequence(0, "c", new long[] {0}, 9);
        talking.append(1, 0.5, -0.5, 3, id -> false);

        assertThat(choose(new RepetitionPenalty(2), silent, prompted, talking)).containsExactly(0, 1, 2);
    }

    @Test
    void without_a_penalty_the_likeliest_is_chosen() {
        Sequence sequence = new Sequence(0, "a", new long[] {0}, 9);

        assertThat(choose(RepetitionPenalty.NONE, sequence, sequence, sequence)).containsExactly(0, 0, 0);
    }

    private static long[] choose(RepetitionPenalty penalty, Sequence... sequences) {
        DecodingOptions options = new DecodingOptions(new TokenChoice.Greedy(), penalty, 9);
        try (NDManager manager = Torch.newManager("cpu")) {
            return new NextTokens(options).choose(List.of(sequences), manager.create(LOGITS));
        }
    }
}
