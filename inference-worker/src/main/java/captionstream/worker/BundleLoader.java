package captionstream.worker;

import captionstream.worker.caption.Captioner;
import captionstream.worker.caption.ClipGpt2Captioner;
import captionstream.worker.caption.EngineSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Loads a bundle once for each device of a worker. */
record BundleLoader(WorkerConfig config) {

    /**
     * Captioners that have been tried, in the order of the devices; the caller's to close.
     *
     * @throws captionstream.worker.model.ModelFileException where the bundle is not complete or gives no captions
     */
    List<Captioner> load(Path directory) {
        List<Captioner> loaded = new ArrayList<>();
        try {
            for (String device : config.devices()) {
                EngineSettings engine = new EngineSettings(device, config.precision(), config.maxRows());
                ClipGpt2Captioner captioner = ClipGpt2Captioner.load(directory, config.decoding(), engine);
                loaded.add(captioner);
                captioner.tryOut();
            }
            return loaded;
        } catch (RuntimeException | OutOfMemoryError e) {
            loaded.forEach(Captioner::close);
            throw e;
        }
    }
}
