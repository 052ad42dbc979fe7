package captionstream.worker.caption;

import captionstream.worker.model.JsonConfig;
import captionstream.worker.model.ModelFileException;
import captionstream.worker.model.Safetensors;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/** Trained elsewhere; whether it takes embeddings at length 1 is in the {@code bundle.json} beside it. */
public record CopiedProjection(Path file) implements NewProjection {
    public CopiedProjection {
        if (!Files.isRegularFile(file)) {
            throw new ModelFileException(file.toString(), "no such file");
        }
    }

    @Override
    public ModelBundle bundle(Path directory) {
        int width = ModelBundle.read(directory, 1, false).gpt2().width();
        ModelBundle bundle = ModelBundle.read(directory, prefixLength(width), normalizesEmbedding());
        bundle.requireFittingProjection(file);
        return bundle;
    }

    @Override
    public void write(ModelBundle bundle) {
        Path target = bundle.projectionWeights();
        Path unfinished = target.resolveSibling(target.getFileName() + ".part");
        try {
            if (Files.exists(target) && Files.isSameFile(file, target)) {
                return;
            }
            Files.copy(file, unfinished, StandardCopyOption.REPLACE_EXISTING);
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + file + " to " + target, e);
        }
    }

    @Override
    public void describe(ObjectNode provenance) {
        provenance.put("copied", Fingerprint.ofFile(file));
    }

    public boolean isSameAs(Path other) {
        return Fingerprint.ofFile(file).equals(Fingerprint.ofFile(other));
    }

    private int prefixLength(int width) {
        long[] shape = Safetensors.open(file).shape("weight").getShape();
        if (shape.length != 2 || shape[0] == 0 || shape[0] % width != 0 || shape[0] / width > Integer.MAX_VALUE) {
            throw new ModelFileException(
                    file.toString(),
                    "tensor weight has shape " + Arrays.toString(shape) + ", whose rows are no multiple of " + width
                            + ", the width of the GPT-2");
        }
        return (int) (shape[0] / width);
    }

    private boolean normalizesEmbedding() {
        Path bundleJson = file.resolveSibling("bundle.json");
        return Files.isRegularFile(bundleJson) && JsonConfig.read(bundleJson).flag("normalize_embedding", false);
    }
}
