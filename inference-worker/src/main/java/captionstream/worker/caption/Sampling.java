package captionstream.worker.caption;

/**
 * Draws each token at random. The scores are divided by the temperature; then only the {@code topK} likeliest tokens
 * stay (Fan et al. 2018, arXiv 1805.04833); then, of those, only the fewest whose probabilities reach {@code topP}
 * (Holtzman et al. 2020, arXiv 1904.09751): the order and the definitions of transformers' logits warpers, but that
 * of tokens tied at rank {@code topK} the lower ids stay.
 *
 * @param temperature above 0 to 100; 1 leaves the model's distribution as it is
 * @param topK 0 for all tokens
 * @param topP above 0 to 1; 1 for all tokens
 * @param seed the same seed gives the same caption to the same image id and prompt, whatever else is captioned
 */
public record Sampling(double temperature, int topK, double topP, long seed) implements TokenChoice {

    /** @throws IllegalArgumentException naming the setting and the value that is wrong */
    public Sampling {
        Setting.require(temperature > 0 && temperature <= 100, "temperature", temperature, "above 0 to 100");
        Setting.require(topK >= 0, "top-k", topK, "1 or more, or 0 for all tokens");
        Setting.require(topP > 0 && topP <= 1, "top-p", topP, "above 0 to 1");
    }

    @Override
    public int choose(float[] scores, Step step) {
        return Nucleus.of(scores, this).at(StepRandom.uniform(seed, step));
    }

    @Override
    public String describe() {
        return "sampling,temperature=" + temperature + ",top_k=" + topK + ",top_p=" + topP + ",seed=" + seed;
    }
}
