package captionstream.worker.train.demo;

import captionstream.worker.caption.CaptionOutcome;
import captionstream.worker.caption.CaptionTask;
import captionstream.worker.caption.Captioner;
import captionstream.worker.caption.ClipGpt2Captioner;
import captionstream.worker.caption.DecodingOptions;
import captionstream.worker.image.ClipPreprocessor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Captions every drawing with a bundle, through the same captioner that the worker uses, and counts the captions that
 * say exactly what was wanted.
 */
public final class DemoEvaluation {
    /** Never trained on; what a bundle makes of it shows what it understood. */
    public static final List<String> UNSEEN_STYLES = List.of("twemoji");

    private static final int IMAGES_AT_ONCE = 32;

    private final PictureLibrary library;
    private final Captioner captioner;
    private final ClipPreprocessor preprocessor;
    private final TrainingListener listener;
    private int done;

    private DemoEvaluation(PictureLibrary library, Captioner captioner, TrainingListener listener) {
        this.library = library;
        this.captioner = captioner;
        this.preprocessor = new ClipPreprocessor(captioner.imageSpec());
        this.listener = listener;
    }

    /** @param data folder filled by {@code demo/fetch-data.sh} */
    public static DemoFigures run(Path bundle, Path data, TrainingListener listener) {
        return run(bundle, PictureLibrary.read(data, UNSEEN_STYLES), listener);
    }

    static DemoFigures run(Path bundle, PictureLibrary library, TrainingListener listener) {
        try (ClipGpt2Captioner captioner = ClipGpt2Captioner.load(bundle, DecodingOptions.GREEDY, "cpu")) {
            return new DemoEvaluation(library, captioner, listener).figures();
        }
    }

    private DemoFigures figures() {
        List<List<String>> seen = captions(library.seen());
        List<List<String>> unseen = captions(library.unseen());
        List<CaptionAccuracy> styles = new ArrayList<>(byStyle(library.seen(), seen));
        styles.addAll(byStyle(library.unseen(), unseen));
        return new DemoFigures(
                accuracy("seen styles", library.seen(), seen),
                accuracy("unseen style", library.unseen(), unseen),
                accuracy("shuffled", library.unseen(), shuffled(unseen)),
                styles);
    }

    /** For each picture its captions in the order of the prompts. */
    private List<List<String>> captions(List<Picture> pictures) {
        List<List<String>> all = new ArrayList<>();
        for (int from = 0; from < pictures.size(); from += IMAGES_AT_ONCE) {
            List<Picture> some = pictures.subList(from, Math.min(pictures.size(), from + IMAGES_AT_ONCE));
            captioner.caption(some.stream().map(this::task).toList()).forEach(outcome -> all.add(texts(outcome)));
            done += some.size();
            listener.onStep(
                    TrainingListener.Stage.EVALUATION,
                    done,
                    library.seen().size() + library.unseen().size(),
                    0);
        }
        return all;
    }

    private CaptionTask task(Picture picture) {
        return new CaptionTask(
                picture.style() + "/" + picture.concept(), preprocessor.pixels(picture.onWhite()), Captions.PROMPTS);
    }

    private static List<String> texts(CaptionOutcome outcome) {
        return outcome instanceof CaptionOutcome.Captioned captioned
                ? captioned.captions().stream().map(caption -> caption.text()).toList()
                : List.of();
    }

    private List<CaptionAccuracy> byStyle(List<Picture> pictures, List<List<String>> captions) {
        Map<String, CaptionAccuracy> styles = new TreeMap<>();
        for (int i = 0; i < pictures.size(); i++) {
            String style = pictures.get(i).style();
            styles.merge(
                    style,
                    accuracy(style, pictures.subList(i, i + 1), captions.subList(i, i + 1)),
                    CaptionAccuracy::plus);
        }
        return List.copyOf(styles.values());
    }

    private CaptionAccuracy accuracy(String name, List<Picture> pictures, List<List<String>> captions) {
        int exact = 0;
        for (int i = 0; i < pictures.size(); i++) {
            Concept concept = library.concepts().get(pictures.get(i).concept());
            exact += (int) Captions.PROMPTS.stream()
                    .map(concept::caption)
                    .filter(captions.get(i)::contains)
                    .count();
        }
        return new CaptionAccuracy(name, pictures.size() * Captions.PROMPTS.size(), exact);
    }

    /** Each picture gets the captions of one half the list away. */
    private static List<List<String>> shuffled(List<List<String>> captions) {
        List<List<String>> others = new ArrayList<>(captions);
        Collections.rotate(others, captions.size() / 2);
        return others;
    }
}
