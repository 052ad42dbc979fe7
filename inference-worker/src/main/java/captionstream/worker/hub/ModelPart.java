package captionstream.worker.hub;

import captionstream.worker.model.ClipConfig;
import captionstream.worker.model.Gpt2Config;
import java.nio.file.Path;
import java.util.List;

/** The two models of a bundle, and what each needs besides weights. */
enum ModelPart {
    CLIP("clip", List.of("config.json", "preprocessor_config.json", "tokenizer.json")) {
        @Override
        void requireReadable(Path config) {
            ClipConfig.read(config);
        }
    },
    GPT2("gpt2", List.of("config.json", "tokenizer.json")) {
        @Override
        void requireReadable(Path config) {
            Gpt2Config.read(config);
        }
    };

    private final String folder;
    private final List<String> settings;

    ModelPart(String folder, List<String> settings) {
        this.folder = folder;
        this.settings = settings;
    }

    String folder() {
        return folder;
    }

    List<String> settings() {
        return settings;
    }

    /** @throws captionstream.worker.model.ModelFileException if it is of another kind of model, or makes no sense */
    abstract void requireReadable(Path config);
}
