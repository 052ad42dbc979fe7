package captionstream.worker.train.demo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Where a bundle comes from, as {@code bundle.json} tells it. */
record Provenance(TrainingSettings settings, ModelSizes sizes, PictureLibrary library) {
    private static final int FORMAT = 1;

    /** What a bundle needs to be opened, before it is measured. */
    ObjectNode describe() {
        ObjectNode bundle = new JsonMapper().createObjectNode();
        bundle.put("format", FORMAT).put("name", "captionstream demo model");
        bundle.put("prefix_length", sizes.prefix()).put("normalize_embedding", true);
        describeTraining(bundle.putObject("training"));
        describeData(bundle.putObject("data"));
        return bundle;
    }

    ObjectNode describe(String fingerprint, DemoFigures figures) {
        ObjectNode bundle = describe();
        bundle.put("fingerprint", fingerprint);
        ObjectNode shares = bundle.putObject("exact_captions");
        figures.all().forEach(accuracy -> shares.put(accuracy.name(), accuracy.roundedShare()));
        return bundle;
    }

    private void describeTraining(ObjectNode training) {
        training.put("command", "captionstream train-demo")
                .put("seed", settings.seed())
                .put("clip_steps", settings.clipSteps())
                .put("clip_batch", settings.clipBatch())
                .put("language_steps", settings.languageSteps())
                .put("projection_steps", settings.projectionSteps())
                .put("caption_batch", settings.captionBatch())
                .put("threads", settings.threads());
    }

    private void describeData(ObjectNode data) {
        data.put("concepts", library.concepts().size())
                .put("drawings", library.seen().size());
        data.put("drawings_sha256", digest(library.seen()));
        packages().forEach(data.withArray("packages")::add);
        DemoEvaluation.UNSEEN_STYLES.forEach(data.withArray("held_out")::add);
    }

    /** Over the pixels learnt from, in their order. */
    static String digest(List<Picture> pictures) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (Picture picture : pictures) {
                sha256.update((picture.style() + " " + picture.concept() + "\n").getBytes(StandardCharsets.UTF_8));
                ByteBuffer pixels = ByteBuffer.allocate(Integer.BYTES * picture.argb().length);
                pixels.asIntBuffer().put(picture.argb());
                sha256.update(pixels.array());
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private List<String> packages() {
        Path list = settings.data().resolve("packages.txt");
        try {
            return Files.exists(list) ? Files.readAllLines(list) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + list, e);
        }
    }
}
