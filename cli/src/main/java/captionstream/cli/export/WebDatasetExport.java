package captionstream.cli.export;

import captionstream.cli.console.Progress;
import captionstream.cli.console.SafeText;
import captionstream.cli.export.SampleImage.Fetched;
import captionstream.cli.export.SampleImage.Unreadable;
import java.util.List;
import java.util.Locale;

/** Writes samples with their images into shards, in order; images that cannot be read are reported and left out. */
final class WebDatasetExport {
    private final List<Sample> samples;
    private final ShardFolder folder;
    private final Progress progress;
    private int captions;
    private int unreadable;

    WebDatasetExport(List<Sample> samples, ShardFolder folder, Progress progress) {
        this.samples = samples;
        this.folder = folder;
        this.progress = progress;
    }

    void write(VerifiedImages images, int threads) {
        try (SampleLoader loader = new SampleLoader(images, threads)) {
            loader.each(samples, this::handle);
        }
        folder.finish();
    }

    private void handle(int position, SampleImage image) {
        Sample sample = samples.get(position);
        if (image instanceof Fetched fetched) {
            folder.add(String.format(Locale.ROOT, "%09d", position), sample, fetched);
            captions += sample.captions().size();
        } else if (image instanceof Unreadable problem) {
            unreadable++;
            progress.note(SafeText.oneLine("left out: image " + sample.best().getImageId() + ": " + problem.why()));
        }
        progress.update(position + 1L, samples.size());
    }

    int captions() {
        return captions;
    }

    int unreadable() {
        return unreadable;
    }
}
