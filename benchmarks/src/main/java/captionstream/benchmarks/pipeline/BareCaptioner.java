package captionstream.benchmarks.pipeline;

import captionstream.worker.caption.CaptionOutcome.Captioned;
import captionstream.worker.caption.CaptionTask;
import captionstream.worker.caption.Captioner;
import captionstream.worker.caption.ClipGpt2Captioner;
import captionstream.worker.caption.DecodingOptions;
import captionstream.worker.caption.GeneratedCaption;
import captionstream.worker.image.FetchPolicy;
import captionstream.worker.image.ImageLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The model by itself, on images that are decoded already. */
final class BareCaptioner implements AutoCloseable {
    private final Captioner captioner;
    private final ImageLoader loader;

    BareCaptioner(Path bundle, Path images) {
        captioner = ClipGpt2Captioner.load(bundle, DecodingOptions.GREEDY, "cpu");
        loader = new ImageLoader(FetchPolicy.defaults().withFileRoots(List.of(images)), captioner.imageSpec());
    }

    CaptionTask load(Path image, List<String> prompts) {
        return new CaptionTask(
                image.toString(), loader.load(image.toUri(), null).pixels(), prompts);
    }

    /** @param batch images captioned together */
    List<GeneratedCaption> caption(List<CaptionTask> tasks, int batch) {
        List<GeneratedCaption> captions = new ArrayList<>();
        for (int from = 0; from < tasks.size(); from += batch) {
            captioner
                    .caption(tasks.subList(from, Math.min(from + batch, tasks.size())))
                    .forEach(outcome -> captions.addAll(((Captioned) outcome).captions()));
        }
        return captions;
    }

    @Override
    public void close() {
        loader.close();
        captioner.close();
    }
}
