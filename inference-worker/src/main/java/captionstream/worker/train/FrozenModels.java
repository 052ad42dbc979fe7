package captionstream.worker.train;

import ai.djl.ndarray.NDArray;
import captionstream.worker.caption.ModelBundle;
import captionstream.worker.model.Weights;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * What must not change while the projection learns.
 *
 * @param clip fingerprint of CLIP's files
 * @param gpt2 fingerprint of GPT-2's files
 * @param gpt2Weights digest of GPT-2's weights as they are in memory, through which every gradient flows
 */
record FrozenModels(String clip, String gpt2, String gpt2Weights) {

    static FrozenModels of(ModelBundle bundle, Weights gpt2) {
        return new FrozenModels(bundle.clipFingerprint(), bundle.gpt2Fingerprint(), digest(gpt2));
    }

    /** @throws IllegalStateException naming what is not bit for bit as it was */
    void requireUnchanged(FrozenModels now, Path where) {
        if (!clip.equals(now.clip)) {
            throw new IllegalStateException("CLIP changed during the training: its files in " + where);
        }
        if (!gpt2.equals(now.gpt2) || !gpt2Weights.equals(now.gpt2Weights)) {
            throw new IllegalStateException(
                    "GPT-2 changed during the training: its files in " + where + ", or in memory");
        }
    }

    private static String digest(Weights weights) {
        MessageDigest sha256 = Sha256.start();
        for (Map.Entry<String, NDArray> entry : new TreeMap<>(weights.asMap()).entrySet()) {
            sha256.update(entry.getKey().getBytes(StandardCharsets.UTF_8));
            sha256.update(entry.getValue().toByteBuffer());
        }
        return HexFormat.of().formatHex(sha256.digest());
    }
}
