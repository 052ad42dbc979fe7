package captionstream.benchmarks.pipeline;

import captionstream.Caption;
import captionstream.StageTimings;
import captionstream.worker.caption.CaptionTask;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets the contenders caption the same images by turns, another one first each time. */
final class Contest {
    private static final int WARM_UP_IMAGES = 8;

    private final BareCaptioner bare;
    private final LocalPipeline pipeline;
    private final @Nullable PaperLoop paper;
    private final PaperTexts texts;
    private final List<Path> images;
    private final List<String> prompts;
    private final Agreement agreement = new Agreement();
    private final Measurements measured = new Measurements();

    Contest(
            BareCaptioner bare,
            LocalPipeline pipeline,
            @Nullable PaperLoop paper,
            PaperTexts texts,
            List<Path> images,
            List<String> prompts) {
        this.bare = bare;
        this.pipeline = pipeline;
        this.paper = paper;
        this.texts = texts;
        this.images = images;
        this.prompts = prompts;
    }

    Measurements measured() {
        return measured;
    }

    Agreement agreement() {
        return agreement;
    }

    /** All that is compiled, connected and cached at the first use. */
    void warmUp() {
        List<Path> few = images.subList(0, WARM_UP_IMAGES);
        bare.caption(tasks(few, prompts));
        pipeline.caption(few, prompts);
        pipeline.caption(few.subList(0, 1), prompts.subList(0, 1));
        if (paper != null) {
            paper.caption(few.get(0), texts.prompts(prompts.subList(0, 1)), texts);
        }
    }

    void repeat(int repetition, int singles) {
        List<Runnable> turns = List.of(this::bareTurn, this::pipelineTurn, () -> paperTurn(image(repetition)));
        for (int turn = 0; turn < turns.size(); turn++) {
            turns.get((repetition + turn) % turns.size()).run();
        }
        for (int single = 0; single < singles; single++) {
            Path image = image(repetition * singles + single);
            bareSingle(image);
            pipelineSingle(image);
        }
        measured.memory();
    }

    private void bareTurn() {
        List<CaptionTask> tasks = tasks(images, prompts);
        long began = System.nanoTime();
        agreement.bare(tasks, bare.caption(tasks));
        measured.bareRates.add(rate(tasks.size() * prompts.size(), began));
    }

    private void pipelineTurn() {
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

    private void bareSingle(Path image) {
        long began = System.nanoTime();
        bare.caption(tasks(List.of(image), prompts.subList(0, 1)));
        measured.bareMillis.add((System.nanoTime() - began) / 1e6);
    }

    private void pipelineSingle(Path image) {
        long began = System.nanoTime();
        Caption caption =
                pipeline.caption(List.of(image), prompts.subList(0, 1)).get(0);
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

    private Path image(int number) {
        return images.get(number % images.size());
    }

    private static double rate(int captions, long began) {
        return captions * 1e9 / (System.nanoTime() - began);
    }
}
