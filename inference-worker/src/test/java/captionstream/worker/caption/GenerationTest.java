package captionstream.worker.caption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import captionstream.worker.model.Gpt2;
import captionstream.worker.model.Gpt2Config;
import captionstream.worker.model.Reference;
import captionstream.worker.model.Torch;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against one-at-a-time decoding without a cache in PyTorch, over ragged prompts, an empty one among them. */
class GenerationTest {
    private static final DecodingOptions TWELVE_TOKENS = DecodingOptions.greedy(12);

    @ParameterizedTest
    @ValueSource(strings = {"gpt2-tied", "gpt2-separate", "gpt2-medium", "gpt2-large", "gpt2-xl"})
    void all_sequences_together_say_what_each_says_alone_in_pytorch(String name) {
        try (Decoder decoder = new Decoder(name)) {
            List<Sequence> sequences = decoder.sequences();

            decoder.generation.decode(decoder.prefixes, sequences);

            for (int i = 0; i < sequences.size(); i++) {
                assertSame(sequences.get(i), decoder.runs.get(i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2-tied", "gpt2-separate"})
    void a_sequence_says_the_same_alone_and_in_any_company(String name) {
        try (Decoder decoder = new Decoder(name)) {
            List<Sequence> alone = decoder.sequences();
            alone.forEach(sequence -> decoder.generation.decode(decoder.prefixes, List.of(sequence)));

            for (int seed = 0; seed < 5; seed++) {
                List<Sequence> together = decoder.sequences();
                List<Sequence> shuffled = new ArrayList<>(together);
                Collections.shuffle(shuffled, new Random(seed));
                List<Sequence> company = shuffled.subList(0, 3 + seed);
                decoder.generation.decode(decoder.prefixes, company);

                for (Sequence sequence : company) {
                    assertSame(sequence, alone.get(together.indexOf(sequence)));
                }
            }
        }
    }

    @Test
    void more_sequences_than_fit_into_a_batch_are_all_decoded() {
        try (Decoder decoder = new Decoder("gpt2-tied")) {
            List<Sequence> many = new ArrayList<>();
            for (int i = 0; i < 15; i++) {
                many.addAll(decoder.sequences());
            }

            decoder.generation.decode(decoder.prefixes, many);

            for (int i = 0; i < many.size(); i++) {
                assertSame(many.get(i), decoder.runs.get(i % decoder.runs.size()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2-tied", "gpt2-separate"})
    void nothing_is_left_on_the_manager_of_the_prefixes(String name) {
        try (Decoder decoder = new Decoder(name)) {
            int before = decoder.prefixes.getManager().getManagedArrays().size();

            decoder.generation.decode(decoder.prefixes, decoder.sequences());

            assertThat(decoder.prefixes.getManager().getManagedArrays()).hasSize(before);
        }
    }

    private static void assertSame(Sequence actual, Sequence expected) {
        assertThat(actual.captionIds()).isEqualTo(expected.captionIds());
        assertThat(actual.finishReason()).isEqualTo(expected.finishReason());
        for (int step = 0; step < actual.steps(); step++) {
            assertThat(actual.entropy(step)).isCloseTo(expected.entropy(step), within(1e-5));
            assertThat(actual.logProb(step)).isCloseTo(expected.logProb(step), within(1e-5));
        }
    }

    private static void assertSame(Sequence actual, JsonNode expected) {
        assertThat(steps(actual)).isEqualTo(Reference.ids(expected.path("ids")));
        assertThat(actual.finishReason().name().toLowerCase(Locale.ROOT))
                .isEqualTo(expected.path("finish_reason").textValue());
        for (int step = 0; step < actual.steps(); step++) {
            double entropy = expected.path("entropies").path(step).doubleValue();
            double logProb = expected.path("log_probs").path(step).doubleValue();
            assertThat(actual.entropy(step)).isCloseTo(entropy, within(5e-5 * Math.max(1, entropy)));
            assertThat(actual.logProb(step)).isCloseTo(logProb, within(5e-5 * Math.max(1, -logProb)));
        }
    }

    private static long[] steps(Sequence sequence) {
        return LongStream.range(0, sequence.steps())
                .map(step -> sequence.id((int) step))
                .toArray();
    }

    private static final class Decoder implements AutoCloseable {
        final NDManager manager = Torch.newManager("cpu");
        final NDArray prefixes;
        final Generation generation;
        final List<JsonNode> runs = new ArrayList<>();

        Decoder(String name) {
            Reference reference = Reference.of(name);
            Gpt2 model = new Gpt2(Gpt2Config.read(reference.config()), reference.weights(manager));
            NDArray stored = reference.input("prefixes", manager);
            manager.cap();
            prefixes = manager.newSubManager().zeros(stored.getShape()).add(stored);
            JsonNode greedy = reference.json("greedy.json");
            Set<Long> stops =
                    LongStream.of(Reference.ids(greedy.path("stops"))).boxed().collect(Collectors.toSet());
            generation = new Generation(model, stops::contains, TWELVE_TOKENS);
            greedy.path("runs").forEach(runs::add);
        }

        List<Sequence> sequences() {
            return runs.stream()
                    .map(run -> {
                        long[] prompt = Reference.ids(run.path("prompt"));
                        int image = run.path("image").intValue();
                        return new Sequence(
                                image,
                                "image" + image,
                                prompt,
                                generation.limit((int) prefixes.size(1), prompt.length));
                    })
                    .toList();
        }

        @Override
        public void close() {
            manager.close();
        }
    }
}
