package captionstream.worker.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps what it is told, and can fail on being told of a step, as a kill would end the training there. */
final class RecordingListener implements ProjectionListener {
    final List<String> notes = Collections.synchronizedList(new ArrayList<>());
    final List<Integer> steps = new ArrayList<>();
    final List<EpochFigures> epochs = new ArrayList<>();
    private int lastStep = Integer.MAX_VALUE;

    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    RecordingListener killedAt(int step) {
        lastStep = step;
        return this;
    }

    @Override
    public void onEmbedded(int done, int images) {}

    @Override
    public void onStep(int epoch, int step, int all, double loss) {
        steps.add(step);
        if (step == lastStep) {
            throw new Killed();
        }
    }

    @Override
    public void onMeasured(int done, int total) {}

    @Override
    public void onEpoch(EpochFigures figures) {
        epochs.add(figures);
    }

    @Override
    public void onNote(String line) {
        notes.add(line);
    }
}
