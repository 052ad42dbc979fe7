package captionstream.cli.evaluate;

import captionstream.Caption;
import captionstream.ImageEvent;
import captionstream.cli.caption.FileCaptions;
import captionstream.cli.console.Progress;
import captionstream.cli.console.SafeText;
import captionstream.cli.evaluate.Evaluation.FailedImage;
import java.util.ArrayList;
import java.util.List;

/** Keeps of every caption what is judged, and shows how far it has come. */
final class CaptionCollector implements FileCaptions.Outcomes {
    private final Progress progress;
    private final int total;
    private final boolean whole;
    private final List<JudgedCaption> captions = new ArrayList<>();
    private final List<FailedImage> failed = new ArrayList<>();
    private int images;

    /** @param whole whether the prompt is compared with the references too */
    CaptionCollector(Progress progress, int total, boolean whole) {
        this.progress = progress;
        this.total = total;
        this.whole = whole;
        progress.update(0, total);
    }

    @Override
    public void captioned(ImageEvent image, List<Caption> made) {
        images++;
        made.forEach(caption -> captions.add(JudgedCaption.of(caption, image.getReferences(), whole)));
        show();
    }

    @Override
    public void refused(ImageEvent image, String reason) {
        failed.add(new FailedImage(image.getUri(), reason));
        progress.note(SafeText.oneLine("not captioned: " + image.getUri() + ": " + reason));
        show();
    }

    private void show() {
        progress.update(images + failed.size(), total, failed.isEmpty() ? "" : ", " + failed.size() + " failed");
    }

    boolean isEmpty() {
        return captions.isEmpty();
    }

    Evaluation evaluation(String model, String decoding, int leftOut) {
        return Evaluation.of(model, decoding, images, captions, failed, leftOut);
    }
}
