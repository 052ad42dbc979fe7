package captionstream.worker;

import ai.djl.engine.EngineException;
import captionstream.worker.caption.CaptionOutcome;
import captionstream.worker.caption.CaptionOutcome.Captioned;
import captionstream.worker.caption.CaptionTask;
import captionstream.worker.caption.Captioner;
import captionstream.worker.caption.FinishReason;
import captionstream.worker.caption.GeneratedCaption;
import captionstream.worker.caption.GeneratedToken;
import captionstream.worker.caption.GeneratedToken.Alternative;
import captionstream.worker.caption.Uncertainty;
import captionstream.worker.image.ImageSpec;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Says of every image that it is that image; throws for a whole batch that holds a poisonous one. */
public final class FakeCaptioner implements Captioner {
    public static final String FINGERPRINT = "sha256:fake";

    /** The image ids of every call, in order. */
    public final List<List<String>> calls = new CopyOnWriteArrayList<>();

    private final String fingerprint;
    private final int imageSize;
    private final Set<String> poisonous = ConcurrentHashMap.newKeySet();
    private volatile int memory = Integer.MAX_VALUE;
    private volatile boolean closed;
    private volatile Runnable whileWorking = () -> {};

    public FakeCaptioner() {
        this(FINGERPRINT, 8);
    }

    /** @param imageSize of the pictures it takes */
    public FakeCaptioner(String fingerprint, int imageSize) {
        this.fingerprint = fingerprint;
        this.imageSize = imageSize;
    }

    public FakeCaptioner failingOn(String... imageIds) {
        poisonous.addAll(List.of(imageIds));
        return this;
    }

    /** From now on fails, as CUDA does, on more images than these. */
    public FakeCaptioner withMemoryFor(int images) {
        memory = images;
        return this;
    }

    /** Runs in every call, on the thread of the model. */
    public FakeCaptioner whileWorking(Runnable action) {
        whileWorking = action;
        return this;
    }

    @Override
    public List<CaptionOutcome> caption(List<CaptionTask> tasks) {
        calls.add(tasks.stream().map(CaptionTask::imageId).toList());
        whileWorking.run();
        if (tasks.size() > memory) {
            throw new EngineException(
                    "CUDA out of memory. Tried to allocate 2.00 GiB\nException raised from malloc\nframe #0");
        }
        tasks.stream().map(CaptionTask::imageId).filter(poisonous::contains).forEach(id -> {
            throw new IllegalStateException("poisoned by " + id);
        });
        return tasks.stream().map(FakeCaptioner::captioned).toList();
    }

    private static CaptionOutcome captioned(CaptionTask task) {
        List<GeneratedCaption> captions = task.prompts().stream()
                .map(prompt -> caption(task.imageId(), prompt, task.references().isEmpty() ? null : 71.2345678912))
                .toList();
        return new Captioned(task.imageId(), captions, 1, 2, 3);
    }

    /** A caption whose scores have more than six decimals, of an image without references. */
    public static GeneratedCaption caption(String imageId, String prompt) {
        return caption(imageId, prompt, null);
    }

    private static GeneratedCaption caption(String imageId, String prompt, Double refClipScore) {
        return new GeneratedCaption(
                prompt,
                prompt + " " + imageId,
                4,
                List.of(new GeneratedToken(
                        7, " " + imageId, 1.23456789, -0.98765432, List.of(new Alternative(3, " dog", -0.87654321)))),
                FinishReason.SENTENCE,
                new Uncertainty(1.23456789, 0.114061, -0.98765432),
                23.4567891234,
                18.1234567891,
                "another",
                refClipScore,
                1.3862943611);
    }

    @Override
    public ImageSpec imageSpec() {
        return new ImageSpec(imageSize, new float[] {0.5f, 0.5f, 0.5f}, new float[] {0.5f, 0.5f, 0.5f});
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public String decoding() {
        return "fake";
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
