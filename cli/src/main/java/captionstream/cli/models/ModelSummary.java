package captionstream.cli.models;

import captionstream.worker.caption.ModelBundle;
import captionstream.worker.caption.ParameterCounts;
import captionstream.worker.model.ClipConfig;
import captionstream.worker.model.ConfigFile;
import captionstream.worker.model.Gpt2Config;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** What there is to know about a bundle without running it. */
record ModelSummary(ModelBundle bundle, ParameterCounts counts, String fingerprint) {

    /** @throws captionstream.worker.model.ModelFileException if a file is not sound, or weights do not fit the configs */
    static ModelSummary of(ModelBundle bundle) {
        bundle.requireFittingWeights();
        return new ModelSummary(bundle, ParameterCounts.of(bundle), bundle.fingerprint());
    }

    List<String> lines() {
        ClipConfig clip = bundle.clip();
        Gpt2Config gpt2 = bundle.gpt2();
        String projection = clip.embeddingWidth() + " to " + bundle.prefixLength() + " x " + gpt2.width();
        return List.of(
                line(
                        "CLIP image",
                        counts.clipImage(),
                        tower(clip.vision()) + ", image " + clip.imageSize() + ", patch " + clip.patchSize()),
                line(
                        "CLIP text",
                        counts.clipText(),
                        tower(clip.text()) + ", context " + clip.contextLength() + ", vocabulary " + clip.vocabSize()),
                line("projection", counts.projection(), projection),
                line(
                        "GPT-2",
                        counts.gpt2(),
                        layers(gpt2.layers(), gpt2.width(), gpt2.heads()) + ", context " + gpt2.contextLength()
                                + ", vocabulary " + gpt2.vocabSize()),
                line("total", counts.total(), "prefix length " + bundle.prefixLength()),
                "fingerprint  " + fingerprint);
    }

    String json() {
        ClipConfig clip = bundle.clip();
        Gpt2Config gpt2 = bundle.gpt2();
        ObjectNode json = ConfigFile.object();
        json.put("fingerprint", fingerprint)
                .put("prefix_length", bundle.prefixLength())
                .put("normalize_embedding", bundle.normalizeEmbedding())
                .put("embedding_width", clip.embeddingWidth())
                .put("parameters", counts.total());
        tower(json.putObject("clip_image"), clip.vision(), counts.clipImage())
                .put("image_size", clip.imageSize())
                .put("patch_size", clip.patchSize());
        tower(json.putObject("clip_text"), clip.text(), counts.clipText())
                .put("context_length", clip.contextLength())
                .put("vocab_size", clip.vocabSize());
        json.putObject("projection").put("parameters", counts.projection());
        layers(json.putObject("gpt2"), gpt2.layers(), gpt2.width(), gpt2.heads(), counts.gpt2())
                .put("context_length", gpt2.contextLength())
                .put("vocab_size", gpt2.vocabSize());
        return json.toString();
    }

    private static String line(String part, long parameters, String shape) {
        return String.format(Locale.ROOT, "%-11s %,13d parameters  %s", part, parameters, shape);
    }

    private static String tower(ClipConfig.Tower tower) {
        return layers(tower.layers(), tower.width(), tower.heads());
    }

    private static String layers(int layers, int width, int heads) {
        return layers + " layers of " + width + ", " + heads + " heads";
    }

    private static ObjectNode tower(ObjectNode json, ClipConfig.Tower tower, long parameters) {
        return layers(json, tower.layers(), tower.width(), tower.heads(), parameters);
    }

    private static ObjectNode layers(ObjectNode json, int layers, int width, int heads, long parameters) {
        return json.put("parameters", parameters)
                .put("layers", layers)
                .put("width", width)
                .put("heads", heads);
    }
}
