package captionstream.worker.caption;

import captionstream.worker.model.ClipConfig;
import captionstream.worker.model.Parameter;
import java.util.List;

/** Learned numbers by part of the model, as the configs imply them; a head tied to the embeddings counts once. */
public record ParameterCounts(long clipImage, long clipText, long gpt2, long projection) {

    public static ParameterCounts of(ModelBundle bundle) {
        ClipConfig clip = bundle.clip();
        long image = clip.parameters().stream()
                .filter(parameter -> parameter.name().startsWith("vis"))
                .mapToLong(parameter -> parameter.shape().size())
                .sum();
        return new ParameterCounts(
                image,
                count(clip.parameters()) - image,
                count(bundle.gpt2().parameters()),
                count(Projection.parameters(bundle.prefixLength(), bundle.gpt2().width(), clip.embeddingWidth())));
    }

    public long total() {
        return clipImage + clipText + gpt2 + projection;
    }

    private static long count(List<Parameter> parameters) {
        return parameters.stream()
                .mapToLong(parameter -> parameter.shape().size())
                .sum();
    }
}
