package captionstream.worker.train;

import captionstream.worker.caption.ModelBundle;
import captionstream.worker.train.embedding.EmbeddedImage;
import captionstream.worker.train.embedding.EmbeddedImage.Embedded;
import captionstream.worker.train.embedding.EmbeddedImage.Unreadable;
import captionstream.worker.train.embedding.EmbeddingCache;
import captionstream.worker.train.embedding.ImageEmbedder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** From images and captions as people have them to what can be learnt from, counting what is left out on the way. */
final class DataPreparation {
    private static final int LISTED = 10;

    private final ContinuationTokens tokens;
    private final ProjectionListener listener;
    private final List<TrainingImage> usable = new ArrayList<>();
    private int unreadable;
    private int withoutCaption;
    private int truncated;

    DataPreparation(ContinuationTokens tokens, ProjectionListener listener) {
        this.tokens = tokens;
        this.listener = listener;
    }

    static List<EmbeddedImage> embed(
            List<CaptionedImage> images,
            ModelBundle bundle,
            TrainingPlace place,
            int threads,
            EmbeddingCache cache,
            ProjectionListener listener) {
        List<String> files = images.stream().map(CaptionedImage::file).toList();
        try (ImageEmbedder embedder = new ImageEmbedder(bundle, place.images(), cache, threads, place.device())) {
            return embedder.embed(files, done -> listener.onEmbedded(done, files.size()));
        }
    }

    /**
     * @param embedded what became of each of the images, in their order
     * @throws TrainingRefused where nothing is left to learn from
     */
    TrainingData prepare(List<CaptionedImage> images, List<EmbeddedImage> embedded, ProjectionSettings settings) {
        for (int i = 0; i < images.size(); i++) {
            if (embedded.get(i) instanceof Embedded image) {
                use(image, images.get(i).captions());
            } else if (embedded.get(i) instanceof Unreadable image) {
                complain(image);
            }
        }
        if (unreadable > LISTED) {
            listener.onNote("left out: " + (unreadable - LISTED) + " more images");
        }
        if (usable.isEmpty()) {
            throw new TrainingRefused("none of the " + images.size() + " images can be learnt from: " + unreadable
                    + " are unreadable, " + withoutCaption + " have no caption. Check --images");
        }
        DataSplit split = DataSplit.of(usable, settings.validationShare(), settings.seed());
        return new TrainingData(split, summary(split));
    }

    private void use(Embedded image, List<String> captions) {
        List<Continuation> continuations = captions.stream()
                .flatMap(caption -> tokens.of(caption).stream())
                .toList();
        if (continuations.isEmpty()) {
            withoutCaption++;
            return;
        }
        truncated +=
                (int) continuations.stream().filter(Continuation::truncated).count();
        List<long[]> ids = continuations.stream().map(Continuation::ids).toList();
        usable.add(new TrainingImage(image.file(), image.sha256(), image.row(), captions, ids));
    }

    private void complain(Unreadable image) {
        unreadable++;
        if (unreadable <= LISTED) {
            listener.onNote("left out: " + image.file() + ": " + image.reason());
        }
    }

    private DataSummary summary(DataSplit split) {
        return new DataSummary(
                usable.size(),
                usable.stream().mapToInt(image -> image.continuations().size()).sum(),
                split.training().size(),
                split.validation().size(),
                unreadable,
                withoutCaption,
                truncated,
                digest());
    }

    private String digest() {
        MessageDigest sha256 = Sha256.start();
        for (TrainingImage image : usable) {
            add(image.sha256(), sha256);
            image.captions().forEach(caption -> add(caption, sha256));
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static void add(String text, MessageDigest sha256) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        sha256.update(bytes);
    }
}
