package captionstream.worker.train;

import captionstream.worker.model.ConfigFile;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Where a trained projection comes from, as {@code bundle.json} tells it. */
record ProjectionProvenance(
        ProjectionSettings settings, FrozenModels base, DataSummary data, TrainingHistory history, String version) {

    /** Adds everything to what a bundle needs to be opened. */
    void describe(ObjectNode bundle, String fingerprint, int steps) {
        bundle.put("name", "projection trained by captionstream").put("fingerprint", fingerprint);
        bundle.putObject("base").put("clip", base.clip()).put("gpt2", base.gpt2());
        ObjectNode training = bundle.putObject("training")
                .put("command", "captionstream train-projection")
                .put("version", version)
                .put("finished", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("steps", steps)
                .put("best_epoch", history.best().epoch());
        training.set("settings", settings.json());
        bundle.set("data", data.json());
        ArrayNode metrics = bundle.putArray("metrics");
        history.epochs().forEach(figures -> metrics.add(metrics(figures)));
    }

    private static ObjectNode metrics(EpochFigures figures) {
        ObjectNode json = ConfigFile.object().put("epoch", figures.epoch());
        if (figures.trainingLoss() != null) {
            json.put("training_loss", rounded(figures.trainingLoss()));
        }
        json.put("validation_loss", rounded(figures.validationLoss()));
        CaptionFigures captions = figures.captions();
        if (captions != null) {
            json.put("captioned_images", captions.images())
                    .put("clip_score", rounded(captions.clipScore()))
                    .put("control_score", rounded(captions.controlScore()))
                    .put("grounding", rounded(captions.grounding()));
            if (captions.ciderD() != null) {
                json.put("cider_d", rounded(captions.ciderD()));
            }
        }
        return json;
    }

    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.4f", value));
    }
}
