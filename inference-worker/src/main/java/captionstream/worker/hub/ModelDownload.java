package captionstream.worker.hub;

import captionstream.worker.model.JsonConfig;
import captionstream.worker.model.Tokenizer;
import captionstream.worker.model.WeightFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Fetches what a bundle needs of one model into its folder: the small files first, so that what is wrong shows soon. */
final class ModelDownload {
    private static final String CONFIG = "config.json";
    private static final String TOKENIZER = "tokenizer.json";
    private static final String INDEX_END = ".index.json";

    private final Hub hub;
    private final Snapshot snapshot;
    private final ModelPart part;
    private final Path folder;
    private final DownloadListener listener;

    ModelDownload(Hub hub, Snapshot snapshot, ModelPart part, Path bundle, DownloadListener listener) {
        this.hub = hub;
        this.snapshot = snapshot;
        this.part = part;
        this.folder = bundle.resolve(part.folder());
        this.listener = listener.inFolder(part.folder());
    }

    void settings() {
        requireTokenizer();
        String weights = weightsName();
        createFolder();
        for (String name : part.settings()) {
            fetch(name, name.equals(TOKENIZER) ? Tokenizer.MAX_SIZE : JsonConfig.MAX_SIZE);
            if (name.equals(CONFIG)) {
                part.requireReadable(folder.resolve(CONFIG));
            }
        }
        requireNothingPreferredTo(weights);
    }

    void weights() {
        String name = weightsName();
        if (name.endsWith(INDEX_END)) {
            fetch(name, WeightFile.MAX_INDEX);
            WeightFile.shardsOf(folder.resolve(name)).forEach(shard -> fetch(shard, Long.MAX_VALUE));
        } else {
            fetch(name, Long.MAX_VALUE);
        }
    }

    private void fetch(String name, long maxSize) {
        hub.fetch(snapshot, snapshot.file(name, maxSize), folder.resolve(name), listener);
    }

    private String weightsName() {
        return WeightFile.NAMES.stream()
                .filter(snapshot::has)
                .findFirst()
                .orElseThrow(() -> new HubException(
                        snapshot.repository() + " has none of " + String.join(", ", WeightFile.NAMES) + " at "
                                + snapshot.revision(),
                        snapshot.has("pytorch_model.bin.index.json")
                                ? "Weights in several pytorch_model files are not read; look for a revision with"
                                        + " safetensors"
                                : "Choose another repository or revision"));
    }

    private void requireTokenizer() {
        if (!snapshot.has(TOKENIZER) && snapshot.has("vocab.json")) {
            throw new HubException(
                    snapshot.repository() + " has its tokenizer as vocab.json and merges.txt, without tokenizer.json",
                    "Choose a revision that has it, or load it with transformers and save it again as a fast tokenizer");
        }
    }

    /** What lies in the folder already may not be read in place of what comes. */
    private void requireNothingPreferredTo(String weights) {
        List<String> preferred = WeightFile.NAMES.subList(0, WeightFile.NAMES.indexOf(weights));
        for (String name : preferred) {
            if (Files.exists(folder.resolve(name))) {
                throw new HubException(
                        folder + " has a " + name + ", which would be read instead of " + weights + " of "
                                + snapshot.repository(),
                        "Remove it, or choose another folder");
            }
        }
    }

    private void createFolder() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder " + folder, e);
        }
    }
}
