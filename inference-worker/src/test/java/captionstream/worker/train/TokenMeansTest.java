package captionstream.worker.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import captionstream.worker.model.Gpt2;
import captionstream.worker.model.Gpt2Config;
import captionstream.worker.model.Torch;
import captionstream.worker.model.Weights;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenMeansTest {
    private static final Gpt2Config CONFIG = new Gpt2Config(10, 16, 2, 4, 1, 1, "gelu", 1e-5, 9, true);

    /** {@code table[id]} are the two numbers of a token. */
    private static double mean(float[] table, int d, int... ids) {
        double sum = 0;
        for (int id : ids) {
            sum += table[2 * id + d];
        }
        return sum / ids.length;
    }

    @Test
    void each_position_is_the_mean_of_its_part_of_the_words() {
        try (NDManager manager = Torch.newManager("cpu")) {
            Weights weights = Weights.random(CONFIG.parameters(), 1, manager);
            float[] table = weights.asMap().get("transformer.wte.weight").toFloatArray();
            List<long[]> captions = List.of(new long[] {1, 2, 3, 4, 5, 8}, new long[] {6, 8}, new long[] {7});

            double[] means = new TokenMeans(new Gpt2(CONFIG, weights), 2).of(captions, manager);

            assertThat(means)
                    .containsExactly(
                            new double[] {
                                mean(table, 0, 1, 2), mean(table, 1, 1, 2), // tokens 0 and 1 of five, 8 being the stop
                                mean(table, 0, 3, 4, 5), mean(table, 1, 3, 4, 5),
                                mean(table, 0, 6), mean(table, 1, 6), // one word in both positions
                                mean(table, 0, 6), mean(table, 1, 6),
                                mean(table, 0, 7), mean(table, 1, 7), // a caption that is all stop
                                mean(table, 0, 7), mean(table, 1, 7)
                            },
                            within(1e-9));
        }
    }
}
