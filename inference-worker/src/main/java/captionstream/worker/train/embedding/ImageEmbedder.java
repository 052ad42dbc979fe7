package captionstream.worker.train.embedding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import captionstream.schemas.DeadLetterReason;
import captionstream.worker.caption.ModelBundle;
import captionstream.worker.image.ClipPreprocessor;
import captionstream.worker.image.FetchPolicy;
import captionstream.worker.image.FetchedImage;
import captionstream.worker.image.ImageDecoder;
import captionstream.worker.image.ImageFetcher;
import captionstream.worker.image.ImageRejected;
import captionstream.worker.model.Clip;
import captionstream.worker.model.Torch;
import captionstream.worker.model.Weights;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Embeds image files below one folder, each by itself, so that an embedding does not depend on what else is embedded,
 * in which order, or on an interruption. CLIP is loaded only once an image needs it.
 */
public final class ImageEmbedder implements AutoCloseable {
    private static final int AT_ONCE = 64;

    private final ModelBundle bundle;
    private final Path folder;
    private final EmbeddingCache cache;
    private final ImageFetcher fetcher;
    private final ImageDecoder decoder = new ImageDecoder();
    private final ClipPreprocessor preprocessor;
    private final NDManager manager;
    private final ExecutorService threads;
    private @Nullable Clip clip;

    /**
     * @param folder nothing outside it is read, whatever the names of the files say
     * @param device {@code cpu}, {@code gpu}, {@code gpu1} ...
     */
    public ImageEmbedder(ModelBundle bundle, Path folder, EmbeddingCache cache, int threads, String device) {
        this.bundle = bundle;
        this.folder = folder.toAbsolutePath().normalize();
        this.cache = cache;
        this.fetcher = ImageFetcher.within(FetchPolicy.defaults().withFileRoots(List.of(folder)));
        this.preprocessor = new ClipPreprocessor(bundle.imageSpec());
        this.manager = Torch.newManager(device);
        this.threads = Executors.newFixedThreadPool(threads);
    }

    /**
     * @param files relative to the folder
     * @param done told how many files are through
     * @return what became of each, in their order
     */
    public List<EmbeddedImage> embed(List<String> files, IntConsumer done) {
        List<EmbeddedImage> images = new ArrayList<>();
        for (int from = 0; from < files.size(); from += AT_ONCE) {
            List<Attempt> attempts = attempt(files.subList(from, Math.min(files.size(), from + AT_ONCE)));
            cache.append(attempts.stream().flatMap(Attempt::computed).toList());
            attempts.forEach(attempt -> images.add(attempt.outcome(cache)));
            done.accept(images.size());
        }
        return images;
    }

    private List<Attempt> attempt(List<String> files) {
        List<Callable<Attempt>> calls = files.stream()
                .map(file -> (Callable<Attempt>) () -> attempt(file))
                .toList();
        List<Attempt> attempts = new ArrayList<>();
        try {
            for (Future<Attempt> future : threads.invokeAll(calls)) {
                attempts.add(future.get());
            }
            return attempts;
        } catch (ExecutionException e) {
            throw new IllegalStateException("an image could not be embedded: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while embedding images", e);
        }
    }

    private Attempt attempt(String file) {
        try {
            FetchedImage fetched = fetcher.fetch(inFolder(file).toUri());
            String sha256 = fetched.sha256();
            return cache.row(sha256) != null
                    ? new Attempt.Known(file, sha256)
                    : new Attempt.Computed(file, new EmbeddingRecord(sha256, embedding(fetched)));
        } catch (ImageRejected e) {
            return new Attempt.Failed(file, e.reason().code() + ": " + e.getMessage());
        }
    }

    private Path inFolder(String file) {
        try {
            Path path = folder.resolve(file).normalize();
            if (path.startsWith(folder) && !path.equals(folder)) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw new ImageRejected(DeadLetterReason.INVALID_URI, "this is no path", e);
        }
        throw new ImageRejected(DeadLetterReason.FORBIDDEN_LOCATION, "this is outside the folder of the images");
    }

    private float[] embedding(FetchedImage fetched) {
        int side = bundle.imageSpec().size();
        float[] pixels = preprocessor.pixels(decoder.decode(fetched.bytes()));
        JniUtils.setNumThreads(1); // the setting is partly per thread, and rounding depends on it
        try (NDManager scratch = manager.newSubManager()) {
            NDArray image = Torch.owned(scratch.create(pixels, new Shape(1, 3, side, side)));
            float[] embedding = clip().imageEmbeddings(image).toFloatArray();
            for (float value : embedding) {
                if (!Float.isFinite(value)) {
                    throw new ImageRejected(DeadLetterReason.MODEL_FAILED, "its embedding holds what is no number");
                }
            }
            return embedding;
        }
    }

    private synchronized Clip clip() {
        if (clip == null) {
            clip = new Clip(bundle.clip(), Weights.load(bundle.clipWeights(), manager));
        }
        return clip;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        fetcher.close();
        manager.close();
    }
}
