package captionstream.worker.train;

import captionstream.worker.caption.CaptionOutcome.Captioned;
import captionstream.worker.caption.CaptionTask;
import captionstream.worker.caption.Captioner;
import captionstream.worker.caption.ClipGpt2Captioner;
import captionstream.worker.caption.DecodingOptions;
import captionstream.worker.caption.GeneratedCaption;
import captionstream.worker.image.FetchPolicy;
import captionstream.worker.image.ImageLoader;
import captionstream.worker.image.ImageRejected;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Captions held-back images with the captioner that the worker uses, and says what the captions are worth. */
final class ValidationCaptions {
    private static final int AT_ONCE = 16;

    private final List<TrainingImage> images;
    private final List<String> prompts;
    private final TrainingPlace place;

    ValidationCaptions(List<TrainingImage> images, List<String> prompts, TrainingPlace place) {
        this.images = images;
        this.prompts = prompts;
        this.place = place;
    }

    int count() {
        return images.size();
    }

    /**
     * @param done told how many images are through
     * @return null where there is no caption, or no other image to compare with
     */
    @Nullable
    CaptionFigures of(Path bundle, IntConsumer done) {
        List<CaptionedSample> samples = new ArrayList<>();
        try (Captioner captioner = ClipGpt2Captioner.load(bundle, DecodingOptions.GREEDY, place.device());
                ImageLoader loader = new ImageLoader(
                        FetchPolicy.defaults().withFileRoots(List.of(place.images())), captioner.imageSpec())) {
            for (int from = 0; from < images.size(); from += AT_ONCE) {
                int to = Math.min(images.size(), from + AT_ONCE);
                samples.addAll(caption(images.subList(from, to), captioner, loader));
                done.accept(to);
            }
        }
        return figures(samples);
    }

    private List<CaptionedSample> caption(List<TrainingImage> some, Captioner captioner, ImageLoader loader) {
        List<TrainingImage> loaded = new ArrayList<>();
        List<CaptionTask> tasks = new ArrayList<>();
        for (TrainingImage image : some) {
            task(image, loader).ifPresent(task -> {
                loaded.add(image);
                tasks.add(task);
            });
        }
        List<CaptionedSample> samples = new ArrayList<>();
        Iterator<TrainingImage> source = loaded.iterator();
        captioner.caption(tasks).forEach(outcome -> {
            TrainingImage image = source.next();
            if (outcome instanceof Captioned captioned) {
                samples.add(new CaptionedSample(image.captions(), captioned.captions()));
            }
        });
        return samples;
    }

    private Optional<CaptionTask> task(TrainingImage image, ImageLoader loader) {
        try {
            String uri = place.images()
                    .toAbsolutePath()
                    .resolve(image.file())
                    .normalize()
                    .toUri()
                    .toString();
            return Optional.of(new CaptionTask(
                    image.file(), loader.load(uri, image.sha256()).pixels(), prompts));
        } catch (ImageRejected e) {
            return Optional.empty(); // it could be read before, and may be read again
        }
    }

    private @Nullable CaptionFigures figures(List<CaptionedSample> samples) {
        List<GeneratedCaption> compared = samples.stream()
                .flatMap(sample -> sample.captions().stream())
                .filter(caption -> caption.controlScore() != null)
                .toList();
        if (compared.isEmpty()) {
            return null;
        }
        return new CaptionFigures(
                samples.size(),
                CaptionFigures.mean(
                        compared.stream().map(GeneratedCaption::clipScore).toList()),
                CaptionFigures.mean(compared.stream()
                        .map(caption -> Objects.requireNonNull(caption.controlScore()))
                        .toList()),
                ReferenceScore.of(samples));
    }
}
