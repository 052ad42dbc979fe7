package captionstream.benchmarks.pipeline;

import captionstream.Caption;
import captionstream.StageTimings;
import captionstream.worker.caption.CaptionTask;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets the contenders caption the same images by turns, another one first each time. No image comes twice, since the
 * worker remembers what it has seen.
 */
final class Contest {
    private static final int WARM_UP_IMAGES = 16;

    private final BareCaptioner bare;
    private final LocalPipeline pipeline;
    private final @Nullable PaperLoop paper;
    private final PaperTexts texts;
    private final Iterator<Path> fresh;
    private final List<String> prompts;
    private final Agreement agreement = new Agreement();
    private final Measurements measured = new Measurements();

    Contest(
            BareCaptioner bare,
            LocalPipeline pipeline,
            @Nullable PaperLoop paper,
            PaperTexts texts,
            Iterator<Path> fresh,
            List<String> prompts) {
        this.bare = bare;
        this.pipeline = pipeline;
        this.paper = paper;
        this.texts = texts;
        this.fresh = fresh;
        this.prompts = prompts;
    }

    Measurements measured() {
        return measured;
    }

    Agreement agreement() {
        return agreement;
    }

    /** How many different images it takes. */
    static int images(int repetitions, int images, int singles) {
        return WARM_UP_IMAGES + 1 + repetitions * (images + singles);
    }

    /** All that is compiled, connected and cached at the first use. */
    void warmUp() {
        List<Path> few = next(WARM_UP_IMAGES);
        bare.caption(tasks(few, prompts), pipeline.maxBatch());
        pipeline.caption(few, prompts);
        pipeline.caption(next(1), prompts.subList(0, 1));
        if (paper != null) {
            paper.caption(few.get(0), texts.prompts(prompts.subList(0, 1)), texts);
        }
    }

    void repeat(int repetition, int count, int singles) {
        List<Path> images = next(count);
        List<Runnable> turns =
                List.of(() -> bareTurn(images), () -> pipelineTurn(images), () -> paperTurn(images.get(0)));
        for (int turn = 0; turn < turns.size(); turn++) {
            turns.get((repetition + turn) % turns.size()).run();
        }
        for (int single = 0; single < singles; single++) {
            List<Path> image = next(1);
            bareSingle(image);
            pipelineSingle(image);
        }
        measured.memory();
    }

    private void bareTurn(List<Path> images) {
        List<CaptionTask> tasks = tasks(images, prompts);
        long began = System.nanoTime();
        agreement.bare(tasks, bare.caption(tasks, pipeline.maxBatch()));
        measured.bareRates.add(rate(tasks.size() * prompts.size(), began));
    }

    private void pipelineTurn(List<Path> images) {
        long began = System.nanoTime();
        List<Caption> captions = pipeline.caption(images, prompts);
        measured.pipelineRates.add(rate(captions.size(), began));
        agreement.pipeline(captions);
    }

    private void paperTurn(Path image) {
        if (paper != null) {
            List<long[]> ids = texts.prompts(prompts);
            long began = System.nanoTime();
            List<long[]> generated = paper.caption(image, ids, texts);
            measured.paperRates.add(rate(generated.size(), began));
            for (int i = 0; i < generated.size(); i++) {
                agreement.paper(image, prompts.get(i), texts.text(ids.get(i), generated.get(i)));
            }
        }
    }

    private void bareSingle(List<Path> image) {
        long began = System.nanoTime();
        bare.caption(tasks(image, prompts.subList(0, 1)), 1);
        measured.bareMillis.add((System.nanoTime() - began) / 1e6);
    }

    private void pipelineSingle(List<Path> image) {
        long began = System.nanoTime();
        Caption caption = pipeline.caption(image, prompts.subList(0, 1)).get(0);
        double millis = (System.nanoTime() - began) / 1e6;
        measured.pipelineMillis.add(millis);
        measured.addedMillis.add(millis - stages(caption.getTimings()));
    }

    /** What the image would have taken without a pipeline around it. */
    private static double stages(StageTimings timings) {
        return timings.getFetchMs()
                + timings.getDecodeMs()
                + timings.getEncodeMs()
                + timings.getGenerateMs()
                + timings.getScoreMs();
    }

    private List<CaptionTask> tasks(List<Path> files, List<String> under) {
        return files.stream().map(file -> bare.load(file, under)).toList();
    }

    private List<Path> next(int count) {
        return Stream.generate(fresh::next).limit(count).toList();
    }

    private static double rate(int captions, long began) {
        return captions * 1e9 / (System.nanoTime() - began);
    }
}
