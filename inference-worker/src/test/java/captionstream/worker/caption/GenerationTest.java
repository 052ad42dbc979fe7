package captionstream.worker.caption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import captionstream.worker.caption.LikeliestTokens.Candidate;
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
import java.util.stream.IntStream;
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

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 16})
    void sequences_that_wait_take_up_the_rows_of_finished_ones_and_say_what_they_say_alone(int maxRows) {
        try (Decoder decoder = new Decoder("gpt2-tied", TWELVE_TOKENS, maxRows)) {
            List<Sequence> many = decoder.sequences(15);
            List<Sequence> shuffled = new ArrayList<>(many);
            Collections.shuffle(shuffled, new Random(maxRows));

            decoder.generation.decode(decoder.prefixes, shuffled);

            for (int i = 0; i < many.size(); i++) {
                assertSame(many.get(i), decoder.runs.get(i % decoder.runs.size()));
            }
        }
    }

    @Test
    void alternatives_are_of_the_models_own_distribution_whatever_is_chosen_by() {
        DecodingOptions penalised =
                new DecodingOptions(new TokenChoice.Greedy(), new RepetitionPenalty(5), 1).withAlternatives(3);
        try (Decoder plain = new Decoder("gpt2-tied", DecodingOptions.greedy(1).withAlternatives(3));
                Decoder changed = new Decoder("gpt2-tied", penalised)) {
            List<Sequence> own = plain.decoded();
            List<Sequence> other = changed.decoded();

            assertThat(other).extracting(s -> s.id(0)).isNotEqualTo(ids(own));
            for (int i = 0; i < own.size(); i++) {
                List<Candidate> likeliest = own.get(i).likeliest(0);
                assertThat(likeliest).hasSize(3).isEqualTo(other.get(i).likeliest(0));
                assertThat((long) likeliest.get(0).id()).isEqualTo(own.get(i).id(0));
                assertThat((double) likeliest.get(0).logProb())
                        .isEqualTo(own.get(i).logProb(0));
            }
        }
    }

    @Test
    void a_sequence_that_breaks_down_leaves_nothing_behind_in_its_row() {
        try (Decoder decoder = new Decoder("gpt2-tied", TWELVE_TOKENS, 2)) {
            NDArray notANumber = decoder.prefixes.get(new NDIndex("0:1")).mul(Float.NaN);
            NDArray prefixes = decoder.prefixes.concat(notANumber, 0);
            List<Sequence> all = new ArrayList<>();
            for (int i = 0; i < decoder.runs.size(); i++) {
                int broken = (int) prefixes.size(0) - 1;
                all.add(new Sequence(
                        broken, "broken", decoder.sequences().get(i).prompt(), 12));
                all.add(decoder.sequences().get(i));
            }

            decoder.generation.decode(prefixes, all);

            for (int i = 0; i < decoder.runs.size(); i++) {
                assertThat(all.get(2 * i).isFinite()).isFalse();
                assertSame(all.get(2 * i + 1), decoder.runs.get(i));
            }
        }
    }

    @Test
    void without_being_asked_for_there_are_no_alternatives() {
        try (Decoder decoder = new Decoder("gpt2-tied")) {
            assertThat(decoder.decoded())
                    .allMatch(sequence -> sequence.likeliest(0).isEmpty());
        }
    }

    @Test
    void a_prompt_much_longer_than_the_others_changes_nothing_for_any_of_them() {
        try (Decoder decoder = new Decoder("gpt2-tied")) {
            List<Sequence> all = new ArrayList<>(decoder.sequences());
            long[] prompt = LongStream.range(0, 25).map(i -> 1 + i % 9).toArray();
            Sequence wordy = new Sequence(0, "wordy", prompt, 5);
            Sequence alone = new Sequence(0, "wordy", prompt, 5);
            all.add(wordy);
            decoder.generation.decode(decoder.prefixes, List.of(alone));

            decoder.generation.decode(decoder.prefixes, all);

            assertSame(wordy, alone);
            for (int i = 0; i < decoder.runs.size(); i++) {
                assertSame(all.get(i), decoder.runs.get(i));
            }
        }
    }

    private static List<Long> ids(List<Sequence> sequences) {
        return sequences.stream().map(sequence -> sequence.id(0)).toList();
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
            this(name, TWELVE_TOKENS);
        }

        Decoder(String name, DecodingOptions options) {
            this(name, options, EngineSettings.DEFAULT_MAX_ROWS);
        }

        Decoder(String name, DecodingOptions options, int maxRows) {
            Reference reference = Reference.of(name);
            Gpt2 model = new Gpt2(Gpt2Config.read(reference.config()), reference.weights(manager));
            NDArray stored = reference.input("prefixes", manager);
            manager.cap();
            prefixes = manager.newSubManager().zeros(stored.getShape()).add(stored);
            JsonNode greedy = reference.json("greedy.json");
            Set<Long> stops =
                    LongStream.of(Reference.ids(greedy.path("stops"))).boxed().collect(Collectors.toSet());
            generation = new Generation(model, stops::contains, options, maxRows);
            greedy.path("runs").forEach(runs::add);
        }

        List<Sequence> decoded() {
            List<Sequence> sequences = sequences();
            generation.decode(prefixes, sequences);
            return sequences;
        }

        List<Sequence> sequences(int copies) {
            return IntStream.range(0, copies)
                    .mapToObj(i -> sequences())
                    .flatMap(List::stream)
                    .toList();
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
