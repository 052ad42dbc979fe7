package captionstream.worker.caption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodingOptionsTest {

    @Test
    void the_description_names_every_setting_that_has_a_say() {
        Sampling sampling = new Sampling(0.8, 50, 0.95, 7);

        assertThat(DecodingOptions.GREEDY.describe()).isEqualTo("greedy,max_new_tokens=30");
        assertThat(new DecodingOptions(new TokenChoice.Greedy(), new RepetitionPenalty(1.2), 9).describe())
                .isEqualTo("greedy,repetition_penalty=1.2,max_new_tokens=9");
        assertThat(new DecodingOptions(sampling, RepetitionPenalty.NONE, 30).describe())
                .isEqualTo("sampling,temperature=0.8,top_k=50,top_p=0.95,seed=7,max_new_tokens=30");
        assertThat(DecodingOptions.GREEDY.withAlternatives(5).describe()).isEqualTo("greedy,max_new_tokens=30");
    }

    @Test
    void the_default_has_its_penalty_whichever_class_is_initialised_first() throws Exception {
        URL[] classes = {
            DecodingOptions.class.getProtectionDomain().getCodeSource().getLocation()
        };
        try (URLClassLoader fresh = new URLClassLoader(classes, ClassLoader.getPlatformClassLoader())) {
            Class.forName(RepetitionPenalty.class.getName(), true, fresh);
            Class<?> options = Class.forName(DecodingOptions.class.getName(), true, fresh);
            Object greedy = options.getField("GREEDY").get(null);

            assertThat(options.getMethod("penalty").invoke(greedy)).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 100.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void a_temperature_that_is_none_is_refused(double temperature) {
        assertThatThrownBy(() -> new Sampling(temperature, 0, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("temperature is '" + temperature + "': it must be above 0 to 100");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5, 1.0000001, Double.NaN, Double.POSITIVE_INFINITY})
    void a_top_p_that_is_no_share_is_refused(double topP) {
        assertThatThrownBy(() -> new Sampling(1, 0, topP, 0))
                .hasMessage("top-p is '" + topP + "': it must be above 0 to 1");
    }

    @Test
    void a_negative_top_k_is_refused() {
        assertThatThrownBy(() -> new Sampling(1, -1, 1, 0))
                .hasMessage("top-k is '-1': it must be 1 or more, or 0 for all tokens");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 0.09, 10.1, Double.NaN, Double.POSITIVE_INFINITY})
    void a_repetition_penalty_out_of_bounds_is_refused(double factor) {
        assertThatThrownBy(() -> new RepetitionPenalty(factor))
                .hasMessage("repetition-penalty is '" + factor + "': it must be 0.1 to 10");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 21, Integer.MAX_VALUE})
    void more_alternatives_than_a_record_should_carry_are_refused(int alternatives) {
        assertThatThrownBy(() -> DecodingOptions.GREEDY.withAlternatives(alternatives))
                .hasMessage("alternatives is '" + alternatives + "': it must be 0 to 20");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -3, 1025, Integer.MAX_VALUE})
    void a_length_out_of_bounds_is_refused(int maxNewTokens) {
        assertThatThrownBy(() -> DecodingOptions.greedy(maxNewTokens))
                .hasMessage("max-new-tokens is '" + maxNewTokens + "': it must be 1 to 1024");
    }
}
