package captionstream.worker.caption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import captionstream.worker.model.Clip;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Embeds images with the CLIP image tower, the same bytes only once while they are remembered. For one thread. */
final class ImageEncoder {
    /** Pictures remembered, 2 MB of them at a width of 512. */
    static final int REMEMBERED = 1024;
    /** Images that pass the tower together, whatever the batch: some 1 GB of activations in ViT-B/16. */
    private static final int AT_ONCE = 32;

    private final Clip clip;
    private final int width;
    private final int side;
    private final PixelBuffer pixels = new PixelBuffer();
    private final Map<Object, float[]> recent = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, float[]> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param side pixels of an image's side */
    ImageEncoder(Clip clip, int side) {
        this.clip = clip;
        this.width = clip.config().embeddingWidth();
        this.side = side;
    }

    /** {@code [B, E]} on that manager, in the order of the tasks. */
    NDArray embed(List<CaptionTask> tasks, NDManager manager) {
        Map<Object, float[]> embeddings = new HashMap<>();
        Map<Object, CaptionTask> unseen = new LinkedHashMap<>();
        for (CaptionTask task : tasks) {
            float[] seen = recent.get(task.picture());
            if (seen == null) {
                unseen.putIfAbsent(task.picture(), task);
            } else {
                embeddings.put(task.picture(), seen);
            }
        }
        encode(List.copyOf(unseen.values()), embeddings, manager);
        FloatBuffer rows = FloatBuffer.allocate(tasks.size() * width);
        tasks.forEach(task -> rows.put(embeddings.get(task.picture())));
        return manager.create(rows.flip(), new Shape(tasks.size(), width));
    }

    private void encode(List<CaptionTask> tasks, Map<Object, float[]> embeddings, NDManager manager) {
        for (int from = 0; from < tasks.size(); from += AT_ONCE) {
            List<CaptionTask> some = tasks.subList(from, Math.min(from + AT_ONCE, tasks.size()));
            float[] rows = encode(some, manager);
            for (int i = 0; i < some.size(); i++) {
                float[] row = Arrays.copyOfRange(rows, i * width, (i + 1) * width);
                embeddings.put(some.get(i).picture(), row);
                if (some.get(i).sha256() != null) {
                    recent.put(some.get(i).picture(), row);
                }
            }
        }
    }

    private float[] encode(List<CaptionTask> tasks, NDManager parent) {
        try (NDManager manager = parent.newSubManager()) {
            List<float[]> images = tasks.stream().map(CaptionTask::pixels).toList();
            return clip.imageEmbeddings(pixels.fill(images, side, manager)).toFloatArray(); // [B, 3, S, S] -> [B, E]
        }
    }
}
