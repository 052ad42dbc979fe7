package captionstream.worker.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import captionstream.worker.model.Torch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The steps and epochs of one training, from wherever it stands to its end. */
final class ProjectionTraining implements AutoCloseable {
    private final ProjectionSettings settings;
    private final int checkpointEvery;
    private final ProjectionStage stage;
    private final MiniBatches batches;
    private final EpochMeasurement measurement;
    private final CheckpointStore store;
    private final ProjectionListener listener;
    private final NDManager manager;
    private Checkpoint checkpoint;
    private Map<String, NDArray> best;

    ProjectionTraining(
            ProjectionSettings settings,
            int checkpointEvery,
            ProjectionStage stage,
            MiniBatches batches,
            EpochMeasurement measurement,
            CheckpointStore store,
            Progress start,
            ProjectionListener listener,
            NDManager manager) {
        this.settings = settings;
        this.checkpointEvery = checkpointEvery;
        this.stage = stage;
        this.checkpoint = start.checkpoint();
        this.best = start.best();
        this.batches = batches;
        this.measurement = measurement;
        this.store = store;
        this.listener = listener;
        this.manager = manager;
    }

    /** Until the last epoch, or until {@code patience} epochs brought nothing. */
    void run() {
        if (checkpoint.history().epochs().isEmpty()) {
            measure(null);
        }
        while (checkpoint.epochsDone() < settings.epochs()
                && !checkpoint.history().isStuck(settings.patience())) {
            step((checkpoint.epochsDone() + 1) * batches.perEpoch());
            measure(checkpoint.lossSum() / batches.perEpoch());
        }
    }

    private void step(int end) {
        int all = settings.epochs() * batches.perEpoch();
        try (Ahead<List<CaptionBatch>> ahead = new Ahead<>(checkpoint.steps(), end, batches::draw)) {
            while (checkpoint.steps() < end) {
                double loss = stage.step(checkpoint.steps(), ahead.next());
                requireFinite(loss);
                checkpoint = checkpoint.afterStep(loss);
                if (checkpoint.steps() % checkpointEvery == 0 || checkpoint.steps() == end) {
                    save();
                }
                listener.onStep(checkpoint.epochsDone() + 1, checkpoint.steps(), all, loss);
            }
        }
    }

    private void requireFinite(double loss) {
        if (!Double.isFinite(loss)) {
            throw new TrainingRefused("the loss is no number after " + checkpoint.steps()
                    + " steps: begin anew with a lower --learning-rate");
        }
    }

    private void measure(@Nullable Double trainingLoss) {
        try (NDManager scratch = manager.newSubManager()) {
            Map<String, NDArray> now = stage.averaged(scratch).asMap();
            int epoch = checkpoint.history().epochs().size();
            EpochFigures figures = measurement.of(epoch, trainingLoss, now, scratch);
            requireFinite(figures.validationLoss());
            checkpoint = checkpoint.afterEpoch(figures);
            if (checkpoint.history().best() == figures) {
                keep(now);
            }
            save();
            listener.onEpoch(figures);
        }
    }

    private void keep(Map<String, NDArray> projection) {
        best.values().forEach(NDArray::close);
        Map<String, NDArray> copies = new LinkedHashMap<>();
        projection.forEach((name, array) -> copies.put(name, Torch.copy(array, manager)));
        best = copies;
    }

    private void save() {
        try (NDManager scratch = manager.newSubManager()) {
            store.save(new SavedTraining(checkpoint, stage.current(scratch).asMap(), stage.moments(), best));
        }
    }

    Progress progress() {
        return new Progress(checkpoint, best);
    }

    @Override
    public void close() {
        stage.close();
    }
}
